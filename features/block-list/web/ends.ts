/** How long a block may last; '' = until somebody ends it, else days from now. */
export const ends = [
  { value: '', label: 'Stays until somebody ends it' },
  { value: '1', label: 'One day' },
  { value: '7', label: 'One week' },
  { value: '30', label: 'One month' },
  { value: '365', label: 'One year' },
];
