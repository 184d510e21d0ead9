import type { MaskRule } from '../format/settings'
import { addLedgerEntry } from '../store/ledger'
import { updateSite } from '../store/sites'
import { refreshPreviews } from './preview'
import type { Recordings } from './recordings'

/** Replaces the masking rules of a site; what is recorded and what is shown of it follows at once. */
export async function setSiteRules(
  origin: string,
  rules: MaskRule[],
  recordings: Pick<Recordings, 'refresh'>,
): Promise<void> {
  await updateSite(origin, { rules })
  await recordings.refresh(origin)
  await refreshPreviews(origin)
  await addLedgerEntry({ origin, what: 'rules', by: 'person', detail: `${rules.length}` })
}
