/** A script for every page and frame: when the skeleton, the name and the answer were first on screen (ms from the start of the page), and every task over 50 ms. */
export const asksOf = () => `(() => {
  const marks = { skeleton: null, named: null, answer: null, board: null, list: null, tasks: [] };
  globalThis.marks = marks;
  new PerformanceObserver((list) => { for (const each of list.getEntries()) marks.tasks.push(each.duration); }).observe({ type: 'longtask', buffered: true });
  const mark = (name, isThere) => { if (marks[name] === null && isThere()) marks[name] = performance.now(); };
  const look = () => {
    mark('skeleton', () => document.querySelector('header') !== null && document.querySelector('main [aria-hidden="true"] > span, main article') !== null);
    mark('named', () => document.querySelector('header bdi') !== null && document.querySelector('main')?.firstElementChild !== null);
    mark('answer', () => document.querySelector('article input[type="radio"]') !== null || /Nothing needed/.test(document.querySelector('main')?.textContent ?? ''));
    mark('board', () => document.querySelector('section[aria-label="Where the stay stands"]') !== null);
    mark('list', () => document.querySelectorAll('button[data-encounter]').length >= 2);
    if (performance.now() < 120000) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()`;
