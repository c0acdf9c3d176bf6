/** What an empty list says: why it is empty and what will come here. */
const words: Readonly<Record<string, { title: string; text: string }>> = {
  mine: {
    title: 'Nothing is assigned to you',
    text: 'Take a ticket from Unassigned, or press the key "a" on any ticket.',
  },
  unassigned: {
    title: 'Everything has somebody',
    text: 'New mail that nobody has taken yet shows up here by itself.',
  },
  open: {
    title: 'No open tickets',
    text: 'Write to your support address and watch it arrive here, without reloading.',
  },
  waiting: { title: 'Nobody is waited for', text: 'Tickets go here when you answer with "Send and wait".' },
  resolved: {
    title: 'Nothing resolved yet',
    text: 'Resolved tickets open again by themselves when the customer writes.',
  },
  spam: {
    title: 'No spam',
    text: 'Tickets marked as spam stay here, so that a wrong mark can be taken back.',
  },
  all: { title: 'No tickets yet', text: 'Every mail to your support address becomes a ticket.' },
};

export function emptyWords(view: string, search: string): { title: string; text: string } {
  if (search) {
    return {
      title: 'Nothing found',
      text:
        view === 'all'
          ? 'Try fewer or other words. Closed tickets and text inside attachments are searched too.'
          : 'Try fewer or other words, or search in All tickets, where closed ones are found too.',
    };
  }
  return words[view] ?? { title: 'Nothing here', text: 'Tickets that fit this view show up by themselves.' };
}
