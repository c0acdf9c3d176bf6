import styles from './area.module.css';

type AreaProps = {
  title: string;
  children: React.ReactNode;
  intro?: React.ReactNode;
  action?: React.ReactNode;
};

/** One area of the settings: what it is for in a sentence, then its parts. */
export function Area({ title, intro, action, children }: AreaProps) {
  return (
    <div className={styles.area}>
      <header className={styles.head}>
        <div>
          <h1>{title}</h1>
          {intro && <p>{intro}</p>}
        </div>
        {action}
      </header>
      {children}
    </div>
  );
}

type CardProps = { title?: string; label?: string; action?: React.ReactNode; children: React.ReactNode };

/** A group of settings on a card. `label` names one that has no title of its own; `action` stands beside the title. */
export function Card({ title, label, action, children }: CardProps) {
  return (
    <section className={styles.card} aria-label={label}>
      {title && (
        <header className={styles.cardHead}>
          <h2>{title}</h2>
          {action}
        </header>
      )}
      {children}
    </section>
  );
}

/** A setting that is only shown: its name, what it does, its value. */
export function Fact({ label, hint, children }: { label: string; hint?: string; children: React.ReactNode }) {
  return (
    <div className={styles.fact}>
      <div>
        <div className={styles.label}>{label}</div>
        {hint && <div className="meta">{hint}</div>}
      </div>
      <div className={styles.value}>{children}</div>
    </div>
  );
}

/** Several chips as the value of a setting. */
export function Chips({ children }: { children: React.ReactNode }) {
  return <span className={styles.chips}>{children}</span>;
}

/** A table that scrolls sideways on a narrow screen instead of breaking the page; actions (no head) stay in sight. */
export function Table({
  label,
  head,
  children,
}: {
  label: string;
  head: readonly string[];
  children: React.ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
    <section className={styles.tableBox} aria-label={label} tabIndex={0}>
      <table className={styles.table} data-actions={head.at(-1) === '' || undefined}>
        <thead>
          <tr>
            {head.map((each) => (
              <th key={each} scope="col">
                {each || <span className="sr-only">Actions</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
