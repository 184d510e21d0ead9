import { useEffect, useState } from 'preact/hooks'
import type { LedgerEntry } from '../../lib/format/settings'
import { formatMoment, formatWhen } from '../format/when'
import { i18n, translateCode } from '../i18n'
import type { SectionProps } from '../Options'
import { saveFile } from '../saveFile'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { LockGate } from '../vault/LockGate'
import styles from './Ledger.module.css'
import { Block, Section } from './Section'

/** Drawn at once; the file has all of them. */
const SHOWN = 50

/** Who allowed what, and when: to be read, never to be changed. */
export function LedgerSection(props: SectionProps) {
  return (
    <Section id="ledger" title={i18n.t('options.ledger')} intro={i18n.t('options.ledgerIntro')}>
      <Block>
        <LockGate instead={<p class={styles.none}>{i18n.t('vault.hidden')}</p>}>
          <Entries {...props} />
        </LockGate>
      </Block>
    </Section>
  )
}

function Entries({ sites, run }: SectionProps) {
  const services = useServices()
  const [entries, setEntries] = useState<LedgerEntry[]>([])
  useEffect(() => {
    run(services.listLedger().then(setEntries))
  }, [services, sites])
  const now = services.now()
  return (
    <>
      {entries.length === 0 && <p class={styles.none}>{i18n.t('options.noLedger')}</p>}
      <ol class={styles.list}>
        {entries.slice(0, SHOWN).map((entry) => (
          <li key={entry.id}>
            <time
              dateTime={new Date(entry.at).toISOString()}
              title={formatMoment(entry.at)}
              class={styles.when}
            >
              {formatWhen(entry.at, now)}
            </time>
            <span>{describeEntry(entry)}</span>
          </li>
        ))}
      </ol>
      {entries.length > SHOWN && (
        <p class={styles.none}>{i18n.t('options.moreLedger', entries.length - SHOWN)}</p>
      )}
      {entries.length > 0 && (
        <Button
          icon="download"
          onClick={() => saveFile('recount-consent.json', JSON.stringify(entries, null, 2))}
        >
          {i18n.t('options.saveLedger')}
        </Button>
      )}
    </>
  )
}

function describeEntry(entry: LedgerEntry): string {
  const what = translateCode('ledger', entry.what, entry.what)
  const facts = [
    entry.origin,
    entry.consent && translateCode('consent', entry.consent, entry.consent),
    entry.privacy && translateCode('level', entry.privacy, entry.privacy),
    entry.detail,
    entry.by === 'person' ? undefined : translateCode('ledgerBy', entry.by, entry.by),
  ]
  return `${what}: ${facts.filter(Boolean).join(' · ')}`
}
