import { Button, Progress } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { getMe } from '#features/access/contract.ts';
import { useCommand, useRoute } from '#ui/api/query.ts';
import { Area, Card, Fact } from '#ui/parts/area.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { tellProblem } from '#ui/parts/toast.ts';
import { When } from '#ui/time/when.tsx';
import { plural } from '#ui/words/words.ts';
import { getTriageModel, retrainModel, type TriageModel } from '../contract.ts';
import { AccuracyCard } from './accuracy-card.tsx';
import { CorrectionsCard } from './corrections-card.tsx';
import { ExportCard } from './export-card.tsx';
import { MisrouteCard } from './misroute-card.tsx';
import styles from './model.module.css';
import { VersionsCard } from './versions-card.tsx';
import { progressOf, stageWords, versionName } from './words.ts';

/** While it trains the page asks each second, else now and then. */
const whileTrainingMs = 1_000;
const elseMs = 20_000;

/** How right the desk is about where mail belongs, what it was taught, and which version judges. */
export function ModelArea() {
  const model = useRoute(
    getTriageModel,
    {},
    { staleTime: 5_000, again: (data) => (data?.training ? whileTrainingMs : elseMs) },
  );
  const mayManage = useRoute(getMe, {}, { staleTime: 60_000 }).data?.permissions.includes(
    'triage-model:manage',
  );
  if (model.isError && !model.data)
    return (
      <ErrorState error={model.error} onRetry={() => void model.refetch()} kept="Mail is judged as before." />
    );
  if (!model.data) return <RowSkeletons rows={6} height={90} />;
  return (
    <Area
      title="Triage model"
      intro="The desk reads what a mail is about and gives it to a team. Each time somebody moves a ticket it learns; a new version judges only when it is no worse on mails it has never seen."
    >
      <InUseCard model={model.data} mayManage={mayManage === true} />
      <AccuracyCard measured={model.data.measured} />
      <MisrouteCard />
      <VersionsCard model={model.data} mayManage={mayManage === true} />
      <CorrectionsCard mayManage={mayManage === true} />
      <ExportCard languages={model.data.exportable} mayExport={mayManage === true} />
    </Area>
  );
}

function InUseCard({ model, mayManage }: { model: TriageModel; mayManage: boolean }) {
  const { inUse, taught, training } = model;
  return (
    <Card title="In use" action={<RetrainButton model={model} mayManage={mayManage} />}>
      {training && <TrainingBar training={training} />}
      <Fact label={versionName(inUse.number)} hint="It judges every new mail, in all processes of the desk.">
        {inUse.since === null ? (
          'since the desk began'
        ) : (
          <>
            since <When at={inUse.since} long /> by {inUse.by}
          </>
        )}
      </Fact>
      <Fact label="Corrections" hint="Tickets that somebody gave to another team, department or topic.">
        <span className="tabular">{taught.corrections}</span>
        {taught.ignored > 0 && <span className="meta"> and {taught.ignored} not learnt from</span>}
      </Fact>
      <Fact
        label="Quiet confirmations"
        hint="Answered and solved where the desk had put them. Used to measure, never to train."
      >
        <span className="tabular">{taught.confirmations}</span>
      </Fact>
      <Fact label="Next training" hint="Five minutes after the last correction, at night, or now.">
        <NextTraining model={model} />
      </Fact>
      {model.failure !== '' && !training && (
        <p className={styles.note} role="note">
          The last training gave no version: {model.failure}
        </p>
      )}
    </Card>
  );
}

function NextTraining({ model }: { model: TriageModel }) {
  if (model.training) return 'now';
  if (model.rests) return 'rests since a version was chosen by hand; Retrain now ends that';
  if (model.next) return <When at={model.next} long />;
  return model.taught.corrections === 0 ? 'when somebody corrects a ticket' : 'when something new is taught';
}

function TrainingBar({ training }: { training: NonNullable<TriageModel['training']> }) {
  const words = stageWords[training.stage];
  const done = progressOf(training);
  return (
    <div className={styles.training}>
      <output>{words}…</output>
      <Progress.Root size="md">
        <Progress.Section value={done} aria-label={words} />
      </Progress.Root>
    </div>
  );
}

function RetrainButton({ model, mayManage }: { model: TriageModel; mayManage: boolean }) {
  const retrain = useCommand(retrainModel, [getTriageModel]);
  const nothing = model.taught.corrections === 0 && model.inUse.number === 0;
  if (!mayManage) return null;
  const onClick = () =>
    retrain.run({ body: {} }, { refused: (error) => tellProblem(error, 'Nothing is trained') });
  return (
    <Button
      size="compact-md"
      variant="light"
      leftSection={<IconRefresh size={16} stroke={1.6} />}
      loading={retrain.isPending || model.training !== null}
      disabled={nothing}
      title={
        nothing
          ? 'There is nothing to learn from yet'
          : `From ${plural(model.taught.corrections, 'correction')}`
      }
      onClick={onClick}
    >
      Retrain now
    </Button>
  );
}
