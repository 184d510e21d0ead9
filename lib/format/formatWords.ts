/** Members of events whose text is the format's own, wherever they stand. */
export const FORMAT_WORDS = [
  'kind',
  'action',
  'pointer',
  'via',
  'method',
  'level',
  'reason',
  'how',
  'what',
  'area',
  'rating',
  'playState',
  'compatMode',
]
