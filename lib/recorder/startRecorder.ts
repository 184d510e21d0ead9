export function startRecorder(): void {}
