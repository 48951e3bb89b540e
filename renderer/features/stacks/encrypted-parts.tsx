import { jsonKindAt, removeCommand, setSecretCommand } from '../../../shared/domain/pulumi/secret-command.ts'

/**
 * Replaces the control of a list or map that is encrypted or has encrypted parts: the form does not show these and would lose them.
 * The Pulumi CLI replaces or removes them in place.
 */
export function EncryptedParts({
  paths,
  stack,
}: {
  readonly paths: readonly string[]
  readonly stack: string
}) {
  return (
    <div className="secret-text text-2">
      <p>
        The Pulumi CLI alone can change what is encrypted or secret here. These lines replace or remove it, in
        the folder of the project:
      </p>
      {paths.map((path) => {
        const json = jsonKindAt(path)
        return (
          <div key={path}>
            <code className="mono">{setSecretCommand(path, stack)}</code>
            {json !== undefined && <> asks for the whole {json}, as JSON.</>}
            <br />
            <code className="mono">{removeCommand(path, stack)}</code>
          </div>
        )
      })}
    </div>
  )
}
