import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { Card } from '#ui/parts/area.tsx';
import { paths } from '#ui/paths.ts';
import type { TriageModel } from '../contract.ts';
import styles from './model.module.css';

const languageNames = new Intl.DisplayNames(['en'], { type: 'language' });

type ExportProps = { languages: TriageModel['exportable']; mayExport: boolean };

/** Corrected mails as lines of a profile, so that they can outlive this desk. */
export function ExportCard({ languages, mayExport }: ExportProps) {
  const known = languages.filter(({ language }) => language !== '');
  if (!mayExport) return null;
  return (
    <Card title="Take the examples with you">
      <p className={styles.lead}>
        Corrections with a topic, a line each, as{' '}
        <code>profiles/&lt;brand&gt;/examples/&lt;language&gt;.ndjson</code> has them. They hold the words of
        customers: read them before you share them.
      </p>
      {known.length === 0 ? (
        <p className={styles.lead}>
          There is none yet. Press <kbd>t</kbd> on a ticket to say what it is about.
        </p>
      ) : (
        <div className={styles.exports}>
          {known.map(({ language, mails }) => (
            <Button
              key={language}
              component="a"
              href={paths.triageExamples(language)}
              download={`${language}.ndjson`}
              size="compact-md"
              variant="default"
              leftSection={<IconDownload size={15} stroke={1.6} />}
            >
              {languageNames.of(language)} ({mails})
            </Button>
          ))}
        </div>
      )}
    </Card>
  );
}
