// The chart page: tabs and clock change parts of the page, so that the app beside them is not opened anew.
const workspace = document.querySelector('.workspace');
const frame = document.getElementById('app');
const MIN = 320;

// ---- parts ------------------------------------------------------------------------------------------------------------

let asked = 0;

/** Replaces banner, tabs, content and clock by those of an answer. The newest answer wins; a note being written is never thrown away by the clock. */
async function show(url, options = {}) {
  const mine = ++asked;
  const text = await fetch(url, options).then(
    (response) => (response.ok ? response.text() : null),
    () => null,
  );
  if (mine !== asked) return;
  if (text === null) {
    document.querySelector('.clock-label').textContent = 'The sandbox does not answer';
    return;
  }
  const parts = new DOMParser().parseFromString(text, 'text/html');
  const draft = options.keepDraft ? workspace.querySelector('[data-editor]') : null;
  const focus = document.activeElement?.closest?.('#clock') ? document.activeElement : null;
  for (const id of ['banner', 'tabs', 'content', 'clock']) {
    if (id === 'content' && draft) continue;
    const next = parts.getElementById(id);
    const now = document.getElementById(id);
    if (next && now) now.replaceWith(document.adoptNode(next));
  }
  if (focus) {
    const again = focus.dataset.step ? `[data-step="${focus.dataset.step}"]` : focus.matches('[data-slider]') ? '[data-slider]' : null;
    const target = again && document.querySelector(again);
    if (target && !target.disabled) target.focus();
  }
}

const asPart = (href) => {
  const url = new URL(href, location.href);
  url.searchParams.set('part', '1');
  return url.href;
};

workspace.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-part]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  void show(asPart(link.href)).then(() => workspace.querySelector('[data-editor] textarea')?.focus());
});
addEventListener('popstate', () => show(asPart(location.href)));

workspace.addEventListener('submit', async (event) => {
  const form = event.target;
  if (form.matches('[data-clock]')) {
    event.preventDefault();
    const at = event.submitter?.name === 'at' ? event.submitter.value : new FormData(form).get('at');
    await setClock(at);
  } else if (form.matches('[data-correct]')) {
    event.preventDefault();
    const url = new URL(form.action);
    url.searchParams.set('part', '1');
    url.searchParams.set('from', location.pathname + location.search);
    const body = new URLSearchParams(new FormData(form, event.submitter));
    await show(url, { method: 'POST', body });
    document.querySelector('.correct summary')?.focus();
  } else if (form.matches('[data-editor]')) {
    event.preventDefault();
    const url = asPart(form.action);
    await show(url, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
    history.pushState(null, '', form.getAttribute('action'));
    document.getElementById('note')?.focus();
  }
});

// ---- clock ------------------------------------------------------------------------------------------------------------

function setClock(at) {
  const url = new URL(`/ehr/chart/${workspace.dataset.patient}/clock`, location.href);
  url.searchParams.set('part', '1');
  url.searchParams.set('from', location.pathname + location.search);
  return show(url, { method: 'POST', body: new URLSearchParams({ at }), keepDraft: true });
}

workspace.addEventListener('input', (event) => {
  if (!event.target.matches('[data-slider]')) return;
  const { zone } = event.target.dataset;
  const options = {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  };
  const words = new Intl.DateTimeFormat('en-US', options).format(Number(event.target.value)).replace(/, (\d\d:\d\d)$/, ' $1');
  document.querySelector('.clock-now strong').textContent = words;
  event.target.setAttribute('aria-valuetext', words);
});
workspace.addEventListener('change', (event) => {
  if (event.target.matches('[data-slider]')) void setClock(event.target.value);
});

// ---- panel ------------------------------------------------------------------------------------------------------------

const splitter = document.querySelector('.splitter');
const opener = document.querySelector('.app-open');
const fullButton = document.querySelector('[data-panel-do="full"]');
const key = `panel.${workspace.dataset.user}`;
const panel = { mode: workspace.dataset.panel, width: 360, ...read() };
// A narrow window shows the app or the chart, one at a time: the app first.
const narrow = matchMedia('(max-width: 700px)');
const beside = () => (narrow.matches ? 'full' : 'side');
if (narrow.matches && panel.mode === 'side') panel.mode = 'full';

function read() {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}');
  } catch {
    return {};
  }
}

function draw() {
  const most = Math.max(MIN, Math.min(1200, workspace.clientWidth - 420));
  panel.width = Math.round(Math.min(Math.max(panel.width, MIN), most));
  workspace.dataset.mode = panel.mode;
  workspace.style.setProperty('--panel', `${panel.width}px`);
  splitter.setAttribute('aria-valuenow', String(panel.width));
  splitter.setAttribute('aria-valuemax', String(most));
  splitter.setAttribute('aria-valuetext', `${panel.width} pixels`);
  document.querySelector('.app-width').textContent = panel.mode === 'side' ? `${panel.width} px` : '';
  opener.hidden = panel.mode !== 'closed';
  for (const button of document.querySelectorAll('.app-bar [data-panel-do]')) {
    const name = button.dataset.panelDo;
    if (name === 'side') button.hidden = panel.mode !== 'full';
    else if (name !== 'reload' && name !== 'close') button.hidden = panel.mode === 'full';
  }
  if (narrow.matches) return;
  try {
    localStorage.setItem(key, JSON.stringify({ mode: panel.mode, width: panel.width }));
  } catch {
    // The width is then the usual one next time.
  }
}

const deeds = {
  narrower: () => {
    panel.width -= 40;
  },
  wider: () => {
    panel.width += 40;
  },
  full: () => {
    panel.mode = 'full';
  },
  side: () => {
    panel.mode = narrow.matches ? 'closed' : 'side';
  },
  close: () => {
    panel.mode = 'closed';
  },
  open: () => {
    panel.mode = beside();
  },
  reload: async () => {
    const response = await fetch(frame.dataset.launch);
    // Replaced, not added: Back leads to the page before, not to an earlier launch.
    if (response.ok) frame.contentWindow.location.replace((await response.json()).url);
  },
};
for (const button of document.querySelectorAll('[data-panel-do]')) {
  button.addEventListener('click', async () => {
    await deeds[button.dataset.panelDo]();
    draw();
    if (panel.mode === 'closed') opener.focus();
    else if (panel.mode === 'side' && /^(open|side)$/.test(button.dataset.panelDo)) fullButton.focus();
    else if (panel.mode === 'full' && /^(open|full)$/.test(button.dataset.panelDo))
      document.querySelector('[data-panel-do="side"]').focus();
  });
}

splitter.addEventListener('keydown', (event) => {
  const step = { ArrowLeft: 16, ArrowRight: -16, PageUp: 80, PageDown: -80 }[event.key];
  if (event.key === 'Home') panel.width = MIN;
  else if (event.key === 'End') panel.width = 1200;
  else if (step) panel.width += step;
  else return;
  event.preventDefault();
  draw();
});
splitter.addEventListener('pointerdown', (event) => {
  splitter.setPointerCapture(event.pointerId);
  // A frame swallows the pointer: while dragging it must not see it.
  workspace.classList.add('dragging');
});
splitter.addEventListener('pointermove', (event) => {
  if (!splitter.hasPointerCapture(event.pointerId)) return;
  panel.width = workspace.getBoundingClientRect().right - event.clientX;
  draw();
});
splitter.addEventListener('lostpointercapture', () => workspace.classList.remove('dragging'));
splitter.addEventListener('dblclick', () => {
  panel.width = 360;
  draw();
});
addEventListener('resize', draw);
draw();
