/** An empty file beside the state file, made anew by each shell with the hook at its first prompt. */
export function hookRanFile(stateFile: string): string {
  return `${stateFile}-hook-ran`
}

/** The variable that the hook's own `stackpass` gives to `use`: the shell that started it has the hook, whatever loaded it. */
export const hookMark = 'STACKPASS_HOOK'

/** What terminals do after a switch; `follow`: a shell has started with the hook. */
export function terminalsInWords(follow: boolean | undefined): string {
  return follow === true
    ? 'Open terminals follow at their next prompt.'
    : 'New terminals follow once the shell hook is set up.'
}

/** The folder that the file lies in. */
export function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\'), 0))
}
