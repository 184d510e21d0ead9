import { startRecorder } from '../../../lib/recorder/startRecorder'
import { countWakeups } from './countWakeups'

/** A page that asks for it is soon too busy, whatever the machine can do. */
const isImpatient = new URLSearchParams(location.search).has('impatient')

countWakeups()
startRecorder(isImpatient ? { work: { windowMs: 3000, spentMs: 20 } } : undefined)
