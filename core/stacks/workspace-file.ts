import { createHash } from 'node:crypto'

/**
 * Name of the file in `$PULUMI_HOME/workspaces` that remembers the selected stack: project name and lower-case hex
 * SHA-1 of the absolute path of the project file, as it was opened (pulumi `workspace.go`).
 */
export function workspaceFileName(projectName: string, projectFilePath: string): string {
  const hash = createHash('sha1').update(projectFilePath, 'utf8').digest('hex')
  return `${projectName}-${hash}-workspace.json`
}
