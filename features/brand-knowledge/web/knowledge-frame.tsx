import { Button, Group } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useRoute } from '#ui/api/query.ts';
import { Area } from '#ui/parts/area.tsx';
import { AppLink } from '#ui/parts/link.tsx';
import { paths, type SettingsArea } from '#ui/paths.ts';
import { getKnowledge } from '../contract.ts';
import { HistoryDialog } from './history-dialog.tsx';
import styles from './knowledge.module.css';

type FrameProps = { title: string; intro: string; action?: React.ReactNode; children: React.ReactNode };

/** A page of what the brand knows: history and export at hand, and a word when something saved is not used. */
export function KnowledgeFrame({ title, intro, action, children }: FrameProps) {
  const state = useRoute(getKnowledge, {});
  const [history, setHistory] = useState(false);
  const changed = (state.data?.files.length ?? 0) > 0;
  return (
    <Area
      title={title}
      intro={intro}
      action={
        <Group gap="xs">
          {action}
          <Button variant="default" leftSection={<IconHistory size={16} />} onClick={() => setHistory(true)}>
            History
          </Button>
          {changed && (
            <Button
              component="a"
              variant="default"
              href={paths.knowledgeExport()}
              download
              leftSection={<IconDownload size={16} />}
            >
              Export
            </Button>
          )}
        </Group>
      }
    >
      {state.data && state.data.used !== state.data.newest && <NotUsed {...state.data} />}
      {children}
      {history && <HistoryDialog onClose={() => setHistory(false)} />}
    </Area>
  );
}

type NotUsedProps = {
  newest: number;
  used: number;
  problems: readonly { file: string; key: string; message: string }[];
};

/** After an upgrade of the profile a change may not fit it any more. */
function NotUsed({ newest, used, problems }: NotUsedProps) {
  return (
    <div className={styles.notice} role="alert">
      <p>
        <strong>The newest change is not used.</strong> Change {newest} does not fit the profile any more. The
        desk works with {used === 0 ? 'the profile as it came' : `change ${used}`}. Save what should count, or
        go back in the history.
      </p>
      <ul className={styles.problems}>
        {problems.slice(0, 5).map(({ file, key, message }) => (
          <li key={`${file} ${key} ${message}`}>
            {file}
            {key && `, ${key}`}: {message}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Back from an entry to its list. */
export function BackLink({ area, children }: { area: SettingsArea; children: string }) {
  return (
    <div>
      <Button
        component={AppLink}
        href={paths.settings(area)}
        variant="subtle"
        size="compact-sm"
        leftSection={<IconArrowLeft size={14} />}
      >
        {children}
      </Button>
    </div>
  );
}
