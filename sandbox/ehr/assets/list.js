// Narrows the lists to lines that hold what is typed.
const find = document.getElementById('find');
find?.addEventListener('input', () => {
  const wanted = find.value.trim().toLowerCase();
  for (const row of document.querySelectorAll('table.list tbody tr'))
    row.hidden = wanted !== '' && !row.textContent.toLowerCase().includes(wanted);
});
// A line opens its chart wherever it is clicked; the link in it does so for the keyboard.
for (const row of document.querySelectorAll('table.list tbody tr')) {
  row.addEventListener('click', (event) => {
    if (!(event.target instanceof HTMLAnchorElement) && !String(getSelection())) row.querySelector('a')?.click();
  });
}
