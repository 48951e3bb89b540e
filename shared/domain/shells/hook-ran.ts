/** An empty file that a shell leaves beside the state file when it starts with the hook. */
export function hookRanFile(stateFile: string): string {
  return `${stateFile}-hook-ran`
}

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
