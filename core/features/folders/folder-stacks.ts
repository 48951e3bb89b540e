import { join } from 'node:path'
import { fail, ok, type Result } from '../../../shared/result.ts'
import type { CorePorts } from '../../host/ports.ts'
import type { KeptFolder } from '../../state/allowed-folders.ts'
import { findProjectUpwards } from '../../stacks/find-project.ts'
import type { StackContent } from '../../stacks/load-stack.ts'
import { loadProject } from '../../stacks/load-project.ts'
import { pulumiHome } from '../../stacks/pulumi-home.ts'
import { workspaceFileName } from '../../stacks/workspace-file.ts'

/** The profile in the file of a stack; what Pulumi's environments set is not known here. */
function profileOf({ file }: StackContent): string | undefined {
  const entry = file?.config.find(({ key }) => key === 'aws:profile')
  return entry?.value.kind === 'text' && entry.value.text !== '' ? entry.value.text : undefined
}

/** The stacks of the project in or above a folder that name a profile. Errors: ProjectNotFound, StackNotFound. */
export async function stacksOfFolder(
  start: string,
  ports: Pick<CorePorts, 'env' | 'homeDir'>,
): Promise<Result<Required<Pick<KeptFolder, 'folder' | 'stacks'>>>> {
  const found = await findProjectUpwards(start)
  if (found === undefined)
    return fail('ProjectNotFound', `No folder from ${start} upwards has a Pulumi project.`, {
      reason: 'There is no Pulumi.yaml.',
      remedy: 'Name the folder of the project.',
    })
  const project = await loadProject(found, {
    environment: ports.env,
    homeDir: ports.homeDir,
    lookAtProgram: () => Promise.resolve({ aws: undefined, refused: [], ownProviders: [] }),
  })
  const profiles = project.stacks.flatMap(({ name, content }): [string, string][] => {
    const profile = profileOf(content)
    return profile === undefined ? [] : [[name, profile]]
  })
  if (profiles.length === 0)
    return fail('StackNotFound', `No stack of ${found.name} names a profile.`, {
      path: found.projectFile,
      reason: 'None of its stack files has a plain aws:profile.',
      remedy: 'Set one with `stackpass stacks set-profile`.',
    })
  const file = join(
    pulumiHome(ports.env, ports.homeDir),
    'workspaces',
    workspaceFileName(found.name, found.projectFile),
  )
  return ok({ folder: found.folder, stacks: { selectedIn: [file], profiles } })
}
