import { startRecorder } from '../../../lib/recorder/startRecorder'

startRecorder()
