/** An empty file beside the state file; each shell with the hook creates it again at its first prompt. */
export function hookRanFile(stateFile: string): string {
  return `${stateFile}-hook-ran`
}

/** The variable that the hook's own `stackpass` passes to `use`: the shell that started it has the hook, whatever loaded it. */
export const hookMark = 'STACKPASS_HOOK'

/** What terminals do after a switch; `follow`: a shell has started with the hook. */
export function terminalsInWords(follow: boolean | undefined): string {
  return follow === true
    ? 'Open terminals follow at their next prompt.'
    : 'New terminals follow once the shell hook is set up.'
}

/** The folder of the file. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'), 0))
}
