/** The one icon set: 16 px, 1.5 stroke, drawn here. */
const PATHS = {
  look: 'M8 2.2 14.4 13.4H1.6ZM8 6.4v3.2M8 11.4v.3',
  info: 'M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6Z',
  fine: 'm2.8 8.6 3.4 3.4 7-7.6',
  unknown: 'M6.2 6.1a1.9 1.9 0 1 1 2.7 1.8c-.6.3-.9.6-.9 1.3M8 11.2v.3',
  stop: 'M5.3 1.8h5.4l3.5 3.5v5.4l-3.5 3.5H5.3l-3.5-3.5V5.3ZM8 4.8v4M8 10.9v.3',
  open: 'm6 3.5 4.5 4.5L6 12.5',
  unfold: 'm3.5 6 4.5 4.5L12.5 6',
  fold: 'm3.5 10.5 4.5-4.5 4.5 4.5',
  close: 'm3.5 3.5 9 9m0-9-9 9',
  back: 'M9.8 3.5 5.3 8l4.5 4.5',
  refresh: 'M13.4 6.2A5.6 5.6 0 1 0 13.6 9M13.6 2.8v3.6H10',
  help: 'M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9ZM6.3 6.2a1.8 1.8 0 1 1 2.5 1.7c-.6.3-.8.6-.8 1.2M8 11.2v.3',
  clock: 'M8 1.9a6.1 6.1 0 1 1 0 12.2A6.1 6.1 0 0 1 8 1.9ZM8 4.6V8l2.4 1.6',
  copy: 'M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3',
  up: 'M5.2 7.2 7.6 2a1.5 1.5 0 0 1 1.3 1.8L8.5 6h3.6a1.3 1.3 0 0 1 1.3 1.6l-.9 4.6a1.3 1.3 0 0 1-1.3 1H5.2ZM2.6 7.2h2.6v6H2.6Z',
  down: 'M5.2 8.8 7.6 14a1.5 1.5 0 0 0 1.3-1.8L8.5 10h3.6a1.3 1.3 0 0 0 1.3-1.6l-.9-4.6a1.3 1.3 0 0 0-1.3-1H5.2ZM2.6 8.8h2.6v-6H2.6Z',
  search: 'M7 2.4a4.6 4.6 0 1 1 0 9.2 4.6 4.6 0 0 1 0-9.2ZM10.4 10.4l3.4 3.4',
  note: 'M3.5 1.9h6l3 3v9.2h-9ZM5.6 7h4.8M5.6 9.3h4.8M5.6 11.6h3',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration beside a word: hidden from screen readers, takes the colour of its text. `unknown` has a dashed ring of its own. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {name === 'unknown' && <circle cx="8" cy="8" r="6.3" stroke-dasharray="2.4 2" />}
      <path d={PATHS[name]} fill={name === 'info' ? 'currentColor' : 'none'} />
    </svg>
  );
}
