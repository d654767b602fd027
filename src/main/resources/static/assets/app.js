// What pages need beyond htmx: the visitor's time zone, the CSRF token, live streams, uploads, the preview, and charts.
(function () {
  'use strict';
  const $ = (selector, within) => (within || document).querySelector(selector);
  const $$ = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const token = () => { const meta = $('meta[name=csrf]'); return meta ? meta.content : ''; };

  // Times are shown as the clock on the visitor's wall has them.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && !document.cookie.split('; ').some(c => c === 'zone=' + zone)) {
    const secure = location.protocol === 'https:' ? '; Secure' : '';
    document.cookie = 'zone=' + zone + '; path=/; max-age=31536000; SameSite=Lax' + secure;
  }

  document.addEventListener('htmx:configRequest', e => { e.detail.headers['X-CSRF-TOKEN'] = token(); });
  document.addEventListener('htmx:responseError', e => { if (e.detail.xhr.status === 401) location.reload(); });

  // A page moves by itself: its server tells when something moved, the page then fetches what it shows. At most every second.
  function follow(root) {
    const place = $('[data-events]', root);
    if (!place) return;
    const id = place.id;
    const events = new EventSource(place.dataset.events);
    events.addEventListener('moved', () => {
      const now = document.getElementById(id);
      if (!document.hidden && now && !now.contains(document.activeElement)) htmx.trigger(now, 'moved');
    });
    window.addEventListener('pagehide', () => events.close());
  }

  // The course of a delivery.
  function course() {
    const place = $('#course');
    if (!place || !window.uPlot) return;
    let plot = null;
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(name).trim();
    const load = () => fetch(place.dataset.course, { headers: { Accept: 'application/json' } }).then(r => r.json()).then(c => {
      if (c.times.length < 2) return;
      const data = [c.times, c.perMinute, c.deferred];
      if (plot) { plot.setData(data); return; }
      place.textContent = '';
      // as the pages write them: English with a clock of 24 hours
      const lang = document.documentElement.lang === 'de' ? 'de' : 'en-GB';
      const within = c.times[c.times.length - 1] - c.times[0];
      const clock = new Intl.DateTimeFormat(lang, within < 600 ? { timeStyle: 'medium' } : within < 86400 ? { timeStyle: 'short' }
        : { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
      const exact = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeStyle: 'medium' });
      const whole = [1, 2, 5].flatMap(n => [0, 1, 2, 3, 4, 5, 6].map(power => n * 10 ** power)).sort((a, b) => a - b);
      const fromZero = (u, min, max) => [0, Math.max(1, max * 1.05)];
      const count = (u, splits) => splits.map(n => n.toLocaleString(lang));
      const shown = (u, n) => n == null ? '–' : n.toLocaleString(lang);
      const axis = { stroke: colour('--soft'), grid: { stroke: colour('--line'), width: 1 }, size: 64 };
      plot = new uPlot({
        width: place.clientWidth, height: 240,
        scales: { x: { time: true }, y: { range: fromZero }, d: { range: fromZero } },
        axes: [{ ...axis, size: 44, space: 90, incrs: [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800],
          values: (u, splits) => splits.map(at => clock.format(at * 1000)) },
        { ...axis, incrs: whole, values: count }, { ...axis, scale: 'd', side: 1, grid: { show: false }, incrs: whole, values: count }],
        series: [{ label: place.dataset.time, value: (u, at) => at == null ? '–' : exact.format(at * 1000) }, { label: place.dataset.rate, value: shown, stroke: colour('--s-accepted'), fill: colour('--good-soft'), width: 2 },
          { label: place.dataset.deferred, value: shown, scale: 'd', stroke: colour('--s-deferred'), width: 2, dash: [6, 4] }]
      }, data, place);
      window.addEventListener('resize', () => plot.setSize({ width: place.clientWidth, height: 240 }));
    }).catch(() => {});
    load();
    setInterval(() => { if (!document.hidden) load(); }, 10000);
  }

  // What was typed last is saved before a page is left by an upload.
  let saving = 0;
  document.addEventListener('htmx:beforeRequest', () => { saving++; });
  document.addEventListener('htmx:afterRequest', () => { saving--; });
  const leaveFor = address => { if (saving > 0) setTimeout(leaveFor, 50, address); else location.href = address; };

  // Uploads go as they are, so that the server can stream them and the visitor sees how far they are.
  function uploads() {
    $$('[data-upload]').forEach(place => {
      const input = $('input[type=file]', place);
      const bar = $('progress', place);
      const said = $('[data-said]', place);
      const send = files => {
        const queue = Array.from(files);
        const next = () => {
          const file = queue.shift();
          if (!file) {
            if (place.dataset.then) leaveFor(place.dataset.then);
            if (place.dataset.moves) { bar.classList.add('hidden'); htmx.trigger($(place.dataset.moves), 'moved'); }
            return;
          }
          if (file.size > Number(place.dataset.most)) { said.textContent = place.dataset.toobig; return; }
          const request = new XMLHttpRequest();
          request.open('POST', place.dataset.upload + '?name=' + encodeURIComponent(file.webkitRelativePath || file.name));
          request.setRequestHeader('X-CSRF-TOKEN', token());
          request.setRequestHeader('Content-Type', 'application/octet-stream');
          bar.classList.remove('hidden');
          request.upload.onprogress = e => {
            bar.max = e.total; bar.value = e.loaded;
            said.textContent = Math.floor(100 * e.loaded / e.total) + ' % · ' + file.name;
          };
          request.onload = () => {
            if (request.status < 300) { if (request.responseText) said.textContent = request.responseText; next(); } else { bar.classList.add('hidden'); said.textContent = request.responseText || place.dataset.failed; }
          };
          request.onerror = () => { bar.classList.add('hidden'); said.textContent = place.dataset.failed; };
          request.send(file);
        };
        if (document.activeElement) document.activeElement.blur();
        if (queue.length) next();
      };
      input.addEventListener('change', () => send(input.files));
      place.addEventListener('dragover', e => { e.preventDefault(); place.classList.add('over'); });
      place.addEventListener('dragleave', () => place.classList.remove('over'));
      place.addEventListener('drop', e => { e.preventDefault(); place.classList.remove('over'); send(e.dataTransfer.files); });
    });
  }

  // The mail: merge fields go where the cursor is, the preview follows what is typed.
  function mail() {
    const form = $('#mail');
    if (!form) return;
    let last = $('[name=subject]', form);
    $$('input[type=text], textarea', form).forEach(field => field.addEventListener('focus', () => { last = field; }));
    $$('[data-field]').forEach(chip => chip.addEventListener('click', () => {
      const text = chip.dataset.field;
      last.setRangeText(text, last.selectionStart, last.selectionEnd, 'end');
      last.focus();
      last.dispatchEvent(new Event('input', { bubbles: true }));
    }));
    const frame = $('#preview');
    const view = { row: 1, part: 'html' };
    const show = () => { frame.src = frame.dataset.src + '?row=' + view.row + '&part=' + view.part + '&at=' + Date.now(); };
    $$('[data-view]').forEach(button => button.addEventListener('click', () => {
      const [part, width] = button.dataset.view.split(' ');
      view.part = part;
      frame.classList.toggle('phone', width === 'phone');
      $$('[data-view]').forEach(each => each.setAttribute('aria-pressed', String(each === button)));
      show();
    }));
    const row = $('#row');
    row.addEventListener('change', () => { view.row = Math.max(1, parseInt(row.value, 10) || 1); show(); });
    document.addEventListener('htmx:afterSettle', e => { if (e.target.id === 'said') show(); });
    show();
  }

  // Copies what stands beside the button.
  document.addEventListener('click', e => {
    const button = e.target.closest('[data-copy]');
    if (!button) return;
    const text = $(button.dataset.copy).textContent.trim();
    const done = () => { if (button.dataset.copied) button.textContent = button.dataset.copied; };
    if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done); return; }
    // without TLS browsers offer only the old way
    const field = document.createElement('textarea');
    field.value = text; document.body.append(field); field.select();
    if (document.execCommand('copy')) done();
    field.remove();
  });

  document.addEventListener('DOMContentLoaded', () => { follow(document); course(); uploads(); mail(); });
})();
