import { signal } from '@preact/signals';

const message = signal('');

/** Says something once to screen readers, politely. What it says must also stand on the screen. */
export function announce(text: string): void {
  message.value = '';
  setTimeout(() => {
    message.value = text;
  }, 50);
}

/** The one polite live region of the page. */
export function Live() {
  return (
    <output class="hidden-text" aria-live="polite">
      {message.value}
    </output>
  );
}
