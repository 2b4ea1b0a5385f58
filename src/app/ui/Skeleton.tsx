import styles from './Skeleton.module.css';

/** Where text will stand, before it is there. Still, not shimmering; silent for screen readers, which hear the progress line instead. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  const widths = [styles.w1, styles.w2, styles.w3];
  return (
    <div class={styles.stack} aria-hidden="true">
      {Array.from({ length: lines }, (_, index) => (
        <span key={`line-${index + 1}`} class={`${styles.block} ${widths[index % widths.length]}`} />
      ))}
    </div>
  );
}
