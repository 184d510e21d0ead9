import { useState } from 'preact/hooks'
import { LEAST_PASSPHRASE } from '../../lib/crypto/passphrase'
import type { VaultView } from '../../lib/store/vaultView'
import { i18n } from '../i18n'
import type { SectionProps } from '../Options'
import { useServices } from '../services'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { LockGate } from '../vault/LockGate'
import { useVault } from '../vault/useVault'
import styles from '../vault/Vault.module.css'
import { PassphraseForm } from './PassphraseForm'
import { Block, NumberRow, Row, Section } from './Section'

/** A day: who wants longer wants it to stay open until the browser is closed, which is 0. */
const MOST_LOCK_MINUTES = 1440

/** Encrypts what is stored under a passphrase of the person, or no longer. */
export function EncryptionSection({ run, toaster }: SectionProps) {
  const view = useVault()
  return (
    <Section id="encryption" title={i18n.t('vault.title')} intro={i18n.t('vault.intro')}>
      {view?.work && (view.status === 'unlocked' || view.work.isFull) && (
        <Working work={view.work} />
      )}
      {view?.status === 'off' && <TurnOn />}
      {view && view.status !== 'off' && (
        <LockGate>
          <Manage view={view} run={run} told={(text) => toaster.show(text)} />
        </LockGate>
      )}
    </Section>
  )
}

function TurnOn() {
  const { vault } = useServices()
  return (
    <Block>
      <PassphraseForm
        fields={['after', 'again']}
        hint={i18n.t('vault.turnOnHint', [String(LEAST_PASSPHRASE)])}
        button={i18n.t('vault.turnOn')}
        onSubmit={({ after }) => vault.turnOn(after)}
      />
    </Block>
  )
}

function Working({ work }: { work: NonNullable<VaultView['work']> }) {
  const { direction, done, total, isFull } = work
  const text = direction === 'sealing' ? 'vault.sealing' : 'vault.opening'
  return (
    <Block>
      <div class={styles.working}>
        <p role="status">{i18n.t(text)}</p>
        <progress
          aria-label={i18n.t(text)}
          max={Math.max(1, total)}
          value={total === 0 ? undefined : done}
        />
        {isFull ? (
          <Notice tone="danger" title={i18n.t('vault.fullTitle')} urgent>
            <p>{i18n.t('vault.full')}</p>
          </Notice>
        ) : (
          <p class={styles.hint}>{i18n.t('vault.workingHint')}</p>
        )}
      </div>
    </Block>
  )
}

interface ManageProps {
  view: VaultView
  run: SectionProps['run']
  told: (text: string) => void
}

function Manage({ view, run, told }: ManageProps) {
  const { vault } = useServices()
  const [open, setOpen] = useState<'change' | 'off'>()
  const toggle = (form: 'change' | 'off') => setOpen(open === form ? undefined : form)
  return (
    <>
      <Row name={i18n.t('vault.isOn')} hint={i18n.t('vault.isOnHint')}>
        <Button icon="lock" onClick={() => run(vault.lock())}>
          {i18n.t('vault.lockNow')}
        </Button>
      </Row>
      <NumberRow
        name={i18n.t('vault.lockMinutes')}
        hint={i18n.t('vault.lockMinutesHint')}
        value={view.lockMinutes}
        min={0}
        max={MOST_LOCK_MINUTES}
        unit={i18n.t('vault.minutes')}
        onChange={(minutes) => run(vault.setLockMinutes(minutes))}
      />
      <Row name={i18n.t('vault.change')} hint={i18n.t('vault.changeHint')}>
        <Button expanded={open === 'change'} onClick={() => toggle('change')}>
          {i18n.t('vault.changeButton')}
        </Button>
      </Row>
      {open === 'change' && (
        <Block>
          <PassphraseForm
            fields={['before', 'after', 'again']}
            button={i18n.t('vault.changeButton')}
            onSubmit={async ({ before, after }) => {
              await vault.changePassphrase(before, after)
              setOpen(undefined)
              told(i18n.t('vault.changed'))
            }}
          />
        </Block>
      )}
      <Row name={i18n.t('vault.turnOff')} hint={i18n.t('vault.turnOffHint')}>
        <Button expanded={open === 'off'} onClick={() => toggle('off')}>
          {i18n.t('vault.turnOffButton')}
        </Button>
      </Row>
      {open === 'off' && (
        <Block>
          <PassphraseForm
            fields={['before']}
            button={i18n.t('vault.turnOffButton')}
            onSubmit={async ({ before }) => {
              await vault.turnOff(before)
              setOpen(undefined)
            }}
          />
        </Block>
      )}
    </>
  )
}
