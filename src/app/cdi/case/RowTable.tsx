import type { ComponentChildren } from 'preact';
import styles from './Case.module.css';

/** A table of the case: one row per thing, which the keys j and k walk through. Rows are `<TableRow>`. */
export function RowTable({ heads, children }: { readonly heads: readonly string[]; readonly children: ComponentChildren }) {
  return (
    <table class={styles.table} data-keys>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** A row with what it is about as its head; `children` are its other cells. */
export function TableRow({ name, children }: { readonly name: ComponentChildren; readonly children: ComponentChildren }) {
  return (
    <tr>
      <th scope="row" tabIndex={-1} data-row>
        {name}
      </th>
      {children}
    </tr>
  );
}
