import { createHash } from 'node:crypto'

/**
 * Name of the file in `$PULUMI_HOME/workspaces` that remembers the selected stack: project name and lower-case hex
 * SHA-1 of the absolute path of the project file, as it was opened (pulumi `workspace.go`).
 */
export function workspaceFileName(projectName: string, projectFilePath: string): string {
  const hash = createHash('sha1').update(projectFilePath, 'utf8').digest('hex')
  // The CLI writes a dash for each slash; a name never leads out of the folder.
  return `${projectName.replaceAll(/[/\\]/g, '-')}-${hash}-workspace.json`
}
