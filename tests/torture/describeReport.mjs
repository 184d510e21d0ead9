/** Enough to see what is wrong; one broken promise can make thousands of lines. */
const SHOWN_PROBLEMS = 30

/**
 * @param {import('./torture.mjs').Report} report
 * @returns {string}
 */
export function describeReport(report) {
  const { faults, problems, lossesByCut, timeline } = report
  const list = (/** @type {Record<string, number>} */ counts, unit = '') =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([name, count]) => `  ${String(count).padStart(6)}${unit} ${name}`)
  return [
    '',
    `Faults injected in ${report.minutes.toFixed(1)} minutes:`,
    ...list(faults),
    `${report.events} events done, ${report.compared} of them found in ${report.chunks} chunks of ${report.sessions} sessions.`,
    `${report.acked} were seen to be acked; ${problems.filter((line) => line.startsWith('ACKED')).length} of them are missing or changed.`,
    `${report.lost} were cut off before they were acked. Longest time between such an event and what cut it off:`,
    ...list(lossesByCut, ' ms'),
    `${report.unseen} documents were gone before their recorder had begun; the longest was there for ${report.longestUnseenMs} ms.`,
    `${report.played} interrupted sessions played to their last event.`,
    problems.length === 0 ? 'Every promise held.' : `${problems.length} PROBLEMS:`,
    ...problems.slice(0, SHOWN_PROBLEMS).map((line) => `  ${line}`),
    ...(problems.length === 0 ? [] : ['What was done when:', `  ${timeline.join(', ')}`]),
  ].join('\n')
}
