"""Lets Debian's DKIM verifiers judge mails, in a network of their own that holds nothing but a name server.

    unshare --user --map-root-user --mount --net /usr/bin/python3 verify-dkim.py FOLDER

FOLDER holds mails (*.eml) and zone.txt: a TXT record a line, its name and its strings parted by tabs. Prints, for each mail
and tool: the mail's name, the tool, and what it says of each signature from the first to the last (opendkim-testmsg: of all
together), parted by tabs.
"""

import fcntl
import glob
import os
import socket
import struct
import subprocess
import sys
import threading

SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
TXT = 16

MAIL_DKIM = """
use Mail::DKIM::Verifier;
my $dkim = Mail::DKIM::Verifier->new();
while (<STDIN>) { s/\\015?\\012$//; $dkim->PRINT("$_\\015\\012"); }
$dkim->CLOSE;
print join("\\t", map { $_->result_detail } $dkim->signatures), "\\n";
"""


def bring_loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", 0)
        flags = struct.unpack("16sh14x", fcntl.ioctl(any_socket, SIOCGIFFLAGS, request))[1]
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh14x", b"lo", flags | IFF_UP))


def answer(question, zone):
    labels, at = [], 12
    while question[at]:
        labels.append(question[at + 1 : at + 1 + question[at]].decode())
        at += 1 + question[at]
    end = at + 5
    kind = struct.unpack("!H", question[at + 1 : at + 3])[0]
    strings = zone.get(".".join(labels).lower()) if kind == TXT else None
    code = 0 if strings else 3
    head = question[:2] + struct.pack("!HHHHH", 0x8580 | code, 1, 1 if strings else 0, 0, 0)
    reply = head + question[12:end]
    if strings:
        data = b"".join(bytes([len(s)]) + s.encode() for s in strings)
        reply += struct.pack("!HHHIH", 0xC00C, TXT, 1, 60, len(data)) + data
    return reply


def serve(server, zone):
    while True:
        question, client = server.recvfrom(4096)
        server.sendto(answer(question, zone), client)


def output(command, mail):
    with open(mail, "rb") as stdin:
        return subprocess.run(command, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)


def one_line(text):
    return " ".join(text.decode(errors="replace").split())


def python_dkim(mail):
    import dkim

    with open(mail, "rb") as stream:
        message = stream.read()
    results = []
    for index in range(message.lower().count(b"dkim-signature:")):
        try:
            results.append("pass" if dkim.DKIM(message).verify(index) else "fail")
        except Exception as fault:
            results.append("%s: %s" % (type(fault).__name__, fault))
    return results


def main(folder):
    bring_loopback_up()
    with open(folder + "/resolv.conf", "w") as resolver:
        resolver.write("nameserver 127.0.0.1\noptions timeout:5\n")
    subprocess.run(["mount", "--bind", folder + "/resolv.conf", os.path.realpath("/etc/resolv.conf")], check=True)
    with open(folder + "/zone.txt") as lines:
        zone = {name.lower(): strings for name, *strings in (line.rstrip("\n").split("\t") for line in lines)}
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    threading.Thread(target=serve, args=(server, zone), daemon=True).start()
    for mail in sorted(glob.glob(folder + "/*.eml")):
        name = os.path.basename(mail)[: -len(".eml")]
        print(name, "python3-dkim", *python_dkim(mail), sep="\t")
        print(name, "libmail-dkim-perl", output(["perl", "-e", MAIL_DKIM], mail).stdout.decode().rstrip("\n"), sep="\t")
        opendkim = output(["/usr/sbin/opendkim-testmsg"], mail)
        print(name, "opendkim-testmsg", "pass" if opendkim.returncode == 0 else one_line(opendkim.stdout), sep="\t")


main(sys.argv[1])
