const keys =
  'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n'
const inMinutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString()

/** Profiles of two groups and none, one that ends soon, one that has ended, one with a problem; names that menus could spoil. */
export function desktopProfiles(): Readonly<Record<string, string>> {
  return {
    '.aws/credentials': [
      `[build_bot__2]\n${keys}`,
      `[short-lived]\n${keys}aws_session_token = EXAMPLETOKEN\naws_expiration = ${inMinutes(45.5)}\n`,
      `[R&D]\n${keys}aws_session_token = EXAMPLETOKEN\naws_expiration = ${inMinutes(-5)}\n`,
    ].join('\n'),
    '.aws/config':
      '[profile build_bot__2]\nregion = eu-west-1\n\n[profile empty-role]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = nowhere\n',
    '.config/stackpass/settings.json': JSON.stringify({
      favourites: ['build_bot__2'],
      groups: [
        { name: 'prod & live', colour: 'red', production: true },
        { name: 'team_a', colour: 'teal', production: false },
      ],
      profileGroups: [
        ['R&D', 'prod & live'],
        ['short-lived', 'team_a'],
      ],
    }),
  }
}
