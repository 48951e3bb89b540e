import { inWords } from '../../../shared/domain/text/in-words.ts'
import type { EditWarning } from '../../../shared/domain/edit/types.ts'
import { plannedView } from '../../edits/planned-files.ts'
import { keyInFile } from '../../edits/vault/key-in-file.ts'
import type { AwsFiles } from '../../aws/aws-files.ts'
import type { Plan } from '../../files/types.ts'
import type { StackpassPaths } from '../../state/paths.ts'
import { keysFolder } from './context.ts'
import { createRotations } from './records.ts'

/**
 * What to say about a plan that brings back a key which a rotation has switched off, such as the undo of its entry: AWS refuses
 * that key, and undoing a rotation takes another command.
 */
export async function keysSwitchedOff(
  { aws, paths }: { readonly aws: AwsFiles; readonly paths: Pick<StackpassPaths, 'stateDir'> },
  plan: Plan,
): Promise<readonly EditWarning[]> {
  const rotations = (await createRotations(keysFolder(paths)).list()).filter(
    ({ state }) => state === 'inactive',
  )
  if (rotations.length === 0) return []
  const view = await aws.view()
  const after = [...plannedView(view, plan, aws.paths).profiles.values()]
  return rotations.flatMap(({ oldId, profile }) => {
    const names = after
      .filter((one) => keyInFile(one)?.accessKeyId === oldId)
      .map(({ name }) => name)
      .filter((name) => keyInFile(view.profiles.get(name))?.accessKeyId !== oldId)
    if (names.length === 0) return []
    return [
      {
        code: 'KeySwitchedOff',
        message: `The rotation switched the key ${oldId} off at AWS, so AWS refuses ${inWords(names)} with it. \`stackpass keys undo\` with ${profile} switches it on and puts it back.`,
      },
    ]
  })
}
