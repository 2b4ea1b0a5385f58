import styles from './Evidence.module.css';

const TIME = /(\b\d\d-\d\d(?: \d\d:\d\d)?\b)/;

/** A sentence whose days and times do not break at the end of a line: '03-02 09:00' is one word. The text itself stays as it is. */
export function Timed({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(TIME).map((part, at) =>
        at % 2 === 1 ? (
          <span key={at} class={styles.time}>
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}
