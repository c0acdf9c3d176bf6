import { useRoute } from '#ui/api/query.ts';
import { Area, Card, Chips, Fact, Table } from '#ui/parts/area.tsx';
import { Chip } from '#ui/parts/mark.tsx';
import { ErrorState, RowSkeletons } from '#ui/parts/page-state.tsx';
import { humanise } from '#ui/words/words.ts';
import { getWorkspace } from '../contract.ts';

const languages = new Intl.DisplayNames('en', { type: 'language' });

/** The brand, its teams and topics as the profile sets them. */
export function DeskArea() {
  const desk = useRoute(getWorkspace, {});
  if (desk.isError) return <ErrorState error={desk.error} onRetry={() => void desk.refetch()} />;
  if (!desk.data) return <RowSkeletons rows={5} />;
  const { brand, teams, agents, departments, undoSeconds, demo } = desk.data;
  return (
    <Area
      title="Desk and teams"
      intro="What this desk is called and who answers what. It comes from the profile the desk was started with."
    >
      <Card>
        <Fact label="Brand" hint="Stands in mails and on customer pages.">
          {brand.name}
        </Fact>
        {brand.disclaimer && <Fact label="Notice">{brand.disclaimer}</Fact>}
        {demo && (
          <Fact label="Demo" hint="For real work, start with --no-demo and a new folder: --data DIR">
            This desk was filled with made-up people, mails and answers.
          </Fact>
        )}
        <Fact label="Support address" hint="Mail to it becomes a ticket.">
          {brand.supportAddress}
        </Fact>
        <Fact
          label="Contact form"
          hint="For a link on your web site. What is filled in there becomes a ticket with its facts already set."
        >
          <a href="/contact">{new URL('/contact', window.location.href).href}</a>
        </Fact>
        <Fact
          label="Languages"
          hint="Acknowledgements are written in the customer's own language when it is one of these."
        >
          {brand.languages.map((tag) => languages.of(tag) ?? tag).join(', ')}
        </Fact>
        <Fact label="Time to undo" hint="An answer waits this long before it leaves.">
          {undoSeconds} seconds
        </Fact>
      </Card>
      <Table label="Teams" head={['Team', 'Department', 'People']}>
        {teams.map((team) => (
          <tr key={team.id}>
            <td>{team.name}</td>
            <td>{team.department ? humanise(team.department) : <span className="meta">all</span>}</td>
            <td>
              {agents
                .filter((agent) => agent.teamIds.includes(team.id))
                .map((agent) => agent.name)
                .join(', ') || <span className="meta">nobody yet</span>}
            </td>
          </tr>
        ))}
      </Table>
      <Card title="Topics">
        {departments.map((department) => (
          <Fact key={department.id} label={department.label}>
            <Chips>
              {department.topics.map((topic) => (
                <Chip key={topic.id}>{topic.label}</Chip>
              ))}
            </Chips>
          </Fact>
        ))}
      </Card>
    </Area>
  );
}
