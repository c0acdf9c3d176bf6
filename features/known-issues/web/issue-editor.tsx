import { Button, Group, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { ApiProblem, sentenceOf } from '#ui/api/problem.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { useGo } from '#ui/parts/link.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tell } from '#ui/parts/toast.ts';
import { paths } from '#ui/paths.ts';
import {
  editIssue,
  getIssue,
  getIssueCounts,
  type IssueDetail,
  listIssues,
  reportIssue,
} from '../contract.ts';
import { type Cluster, listClusters } from '../contract-tickets.ts';
import { issueKey } from '../rules/issue-name.ts';
import { AffectsFields, PolicyFields, StandingFields, WorkaroundField } from './issue-fields.tsx';
import { emptyForm, formOf, type IssueForm, inputOf } from './issue-form.ts';
import { IssuePreview } from './issue-preview.tsx';
import styles from './known-issues.module.css';

type EditorProps = {
  heading: string;
  start: IssueForm;
  number: number | undefined;
  mayEdit: boolean;
  saving: boolean;
  error: Error | null;
  saveLabel: string;
  back: string;
  onSave: (form: IssueForm) => void;
};

function problemsOf(error: Error | null): Readonly<Record<string, string>> {
  return error instanceof ApiProblem ? (error.problem.fields ?? {}) : {};
}

/** The form, and beside it what it would do to the tickets of the last days. */
function Editor(props: EditorProps) {
  const { start, number, mayEdit, saving, error } = props;
  const [form, setForm] = useState(start);
  const go = useGo();
  const change = (part: Partial<IssueForm>) => setForm((before) => ({ ...before, ...part }));
  const problems = problemsOf(error);
  const fields = { form, change, problems };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    props.onSave(form);
  };
  return (
    <div className={styles.editor}>
      <form onSubmit={onSubmit} className={styles.fields}>
        <h2 style={{ margin: 0, fontSize: 20, fontWeight: 640 }}>{props.heading}</h2>
        <TextInput
          label="Title"
          description="What goes wrong, and since when: “Syncing stops after firmware 2.10.4”."
          required
          maxLength={200}
          dir="auto"
          value={form.title}
          error={problems.title}
          onChange={(event) => change({ title: event.currentTarget.value })}
        />
        {mayEdit && <StandingFields {...fields} />}
        <AffectsFields {...fields} />
        <WorkaroundField {...fields} />
        {mayEdit && <PolicyFields {...fields} />}
        {error && (
          <p role="alert" className={styles.problem}>
            {sentenceOf(error)}
          </p>
        )}
        <Group>
          <Button type="submit" loading={saving} disabled={form.title.trim() === ''}>
            {props.saveLabel}
          </Button>
          <Button variant="default" onClick={() => go(props.back)}>
            Cancel
          </Button>
        </Group>
      </form>
      <IssuePreview affects={form.affects} issue={number} />
    </div>
  );
}

/** A lead changes an issue: as it was when they began, so that what others save meanwhile is noticed. */
export function EditIssue({ number }: { number: number }) {
  const issue = useRoute(getIssue, { params: { number } }, { staleTime: 0 });
  const [begun, setBegun] = useState<IssueDetail | null>(null);
  useEffect(() => {
    if (issue.data && !issue.isFetching) setBegun((before) => before ?? issue.data);
  }, [issue.data, issue.isFetching]);
  if (begun) return <Loaded issue={begun} />;
  if (issue.isError) return <ErrorState error={issue.error} onRetry={() => void issue.refetch()} />;
  return <RowSkeletons rows={6} height={70} />;
}

function Loaded({ issue }: { issue: IssueDetail }) {
  const go = useGo();
  const save = useCommand(editIssue, [getIssue, listIssues, getIssueCounts]);
  const back = paths.knownIssues(issue.number);
  return (
    <Editor
      heading={`Edit ${issueKey(issue.number)}`}
      start={formOf(issue)}
      number={issue.number}
      mayEdit
      saving={save.isPending}
      error={save.error}
      saveLabel="Save"
      back={back}
      onSave={(form) =>
        save.run(
          {
            params: { number: issue.number },
            body: { ...inputOf(form, issue.firstSeenAt), version: issue.version },
          },
          {
            done: () => tell(`${issueKey(issue.number)} is saved. Recent tickets are compared anew.`),
            next: () => go(back),
          },
        )
      }
    />
  );
}

/** A new issue, empty or made of a rising cluster. */
export function NewIssue({ cluster, mayEdit }: { cluster: string | undefined; mayEdit: boolean }) {
  const wanted = cluster !== undefined && mayEdit;
  const clusters = useRoute(listClusters, {}, { enabled: wanted, staleTime: 60_000 });
  if (wanted && clusters.isError)
    return <ErrorState error={clusters.error} onRetry={() => void clusters.refetch()} />;
  if (wanted && !clusters.data) return <RowSkeletons rows={6} height={70} />;
  return <Blank cluster={clusters.data?.clusters.find(({ id }) => id === cluster)} mayEdit={mayEdit} />;
}

function Blank({ cluster, mayEdit }: { cluster: Cluster | undefined; mayEdit: boolean }) {
  const go = useGo();
  const report = useCommand(reportIssue, [listIssues, listClusters]);
  const empty = emptyForm(new Date().toISOString().slice(0, 10));
  return (
    <Editor
      heading="New known issue"
      start={cluster ? { ...empty, title: cluster.title, affects: cluster.affects } : empty}
      number={undefined}
      mayEdit={mayEdit}
      saving={report.isPending}
      error={report.error}
      saveLabel="Make it a known issue"
      back={paths.knownIssues()}
      onSave={(form) =>
        report.run(
          { body: { ...inputOf(form, null), ...(cluster ? { cluster: cluster.id } : {}) } },
          {
            done: (issue) =>
              tell(`${issueKey(issue.number)} is known now. Recent tickets are compared with it.`),
            next: (issue) => go(paths.knownIssues(issue.number)),
          },
        )
      }
    />
  );
}
