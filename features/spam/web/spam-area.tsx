import { Switch } from '@mantine/core';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area, Card, Fact } from '#ui/parts/area.tsx';
import { Mark } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tellProblem } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import type { Word } from '#ui/words/words.ts';
import { getSpamFilter, saveSpamFilter } from '../contract.ts';
import { RspamdForm } from './rspamd-form.tsx';

const health: Readonly<Record<'ok' | 'trouble' | 'new', Word>> = {
  ok: { label: 'Answers', tone: 'green', shape: 'tick', hint: 'rspamd judges mail' },
  trouble: { label: 'In trouble', tone: 'red', shape: 'bang', hint: 'Mail comes in without its word' },
  new: { label: 'Not asked yet', tone: 'quiet', shape: 'ring', hint: 'It is asked with the next mail' },
};

const teaching: Readonly<Record<'ok' | 'trouble' | 'new', Word>> = {
  ok: { label: 'Learns', tone: 'green', shape: 'tick', hint: 'rspamd is told what you mark' },
  trouble: {
    label: 'In trouble',
    tone: 'red',
    shape: 'bang',
    hint: 'Your marks count here, rspamd was not told',
  },
  new: { label: 'Nothing taught yet', tone: 'quiet', shape: 'ring', hint: 'It is told with the next mark' },
};

/** How spam is looked for. */
export function SpamArea() {
  const filter = useRoute(getSpamFilter, {}, { again: () => 15_000 });
  const save = useCommand(saveSpamFilter, [getSpamFilter]);
  if (filter.isError) return <ErrorState error={filter.error} onRetry={() => void filter.refetch()} />;
  if (!filter.data) return <RowSkeletons rows={4} />;
  const { own, taught, needed, rspamd } = filter.data;
  const learnt = taught.spam >= needed.spam && taught.ham >= needed.ham;
  const onOwn = (on: boolean) =>
    save.run(
      {
        body: {
          own: on,
          rspamd: rspamd && { url: rspamd.url, teachUrl: rspamd.teachUrl, timeoutMs: rspamd.timeoutMs },
        },
      },
      { refused: (error) => tellProblem(error, 'The filter stays as it was') },
    );
  return (
    <Area
      title="Spam filter"
      intro="What looks like spam waits in quarantine. Mail that answers a ticket, and mail of somebody you have helped before, always comes in."
    >
      <Card title="What you taught">
        <Fact
          label="Our own filter"
          hint="Learns from tickets marked as spam, from tickets you answered and resolved, and from what you do in quarantine. It rests while rspamd is used."
        >
          <Switch
            aria-label="Our own filter"
            checked={own}
            disabled={save.isPending}
            onChange={(event) => onOwn(event.currentTarget.checked)}
          />
        </Fact>
        <Fact label="Learnt as spam" hint={`It says nothing before ${needed.spam} mails.`}>
          <span className="tabular">{taught.spam}</span>
        </Fact>
        <Fact label="Learnt as no spam" hint={`It says nothing before ${needed.ham} mails.`}>
          <span className="tabular">{taught.ham}</span>
        </Fact>
        {own && !learnt && rspamd === null && (
          <p className="meta" role="note">
            It still learns and holds nothing back.
          </p>
        )}
      </Card>
      <Card title="rspamd">
        {rspamd && (
          <Fact label="Health">
            <Mark word={health[rspamd.health?.state ?? 'new']} />
            {rspamd.health && (
              <div className="meta">
                {rspamd.health.note} <When at={rspamd.health.at} />
              </div>
            )}
          </Fact>
        )}
        {rspamd?.teachUrl && (
          <Fact label="Learning">
            <Mark word={teaching[rspamd.teaching?.state ?? 'new']} />
            {rspamd.teaching && (
              <div className="meta">
                {rspamd.teaching.note} <When at={rspamd.teaching.at} />
              </div>
            )}
          </Fact>
        )}
        <RspamdForm key={rspamd?.url ?? ''} filter={filter.data} />
      </Card>
    </Area>
  );
}
