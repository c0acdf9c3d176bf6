import { Dialog } from '#ui/parts/dialog.tsx';
import styles from './help-sheet.module.css';
import { KeyHint } from './key-hint.tsx';
import { type FocusKeyName, focusKeys, type KeyName, keys } from './keys.ts';

const table = { ...keys, ...focusKeys };
const groups = [...new Set(Object.values(table).map((entry) => entry.group))];
const names = Object.keys(table) as (KeyName | FocusKeyName)[];

/** All keys, by place, straight from the table. */
export function HelpSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  if (!opened) return null;
  return (
    <Dialog onClose={onClose} title="Keys" size="lg">
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            <dl>
              {names
                .filter((name) => table[name].group === group)
                .map((name) => (
                  <div key={name} className={styles.row}>
                    <dt>{table[name].label}</dt>
                    <dd>
                      <span className="sr-only">{table[name].keys.join(' or ')}</span>
                      <KeyHint name={name} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
