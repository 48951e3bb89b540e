// Recipes for package managers: `node build/release-recipes.mjs https://github.com/OWNER/NAME`, after `npm run package`.
import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './sources.mjs'

/**
 * @typedef {object} Release
 * @property {string} version
 * @property {string} description
 * @property {string} license
 * @property {string} repository  where releases are, without a trailing slash
 * @property {string} sha256  of the npm archive, in hex
 */

/** One line for lists: Homebrew and Debian allow at most 80 characters, no leading article and no full stop. */
export const synopsis = 'Switch AWS profiles in every open shell and point Pulumi stacks at them'

/** @param {Release} release */
const archiveOf = ({ repository, version }) =>
  `${repository}/releases/download/v${version}/stackpass-${version}.tgz`

/** @param {Release} release */
const homebrew = (release) => `class Stackpass < Formula
  desc "${release.description}"
  homepage "${release.repository}"
  url "${archiveOf(release)}"
  sha256 "${release.sha256}"
  license "${release.license}"

  depends_on "node"

  def install
    libexec.install Dir["*"]
    (bin/"stackpass").write_env_script libexec/"bin/stackpass.cjs", PATH: "#{Formula["node"].opt_bin}:$PATH"
  end

  test do
    assert_equal version.to_s, shell_output("#{bin}/stackpass --version").strip
  end
end
`

/** @param {Release} release */
const scoop = (release) =>
  `${JSON.stringify(
    {
      version: release.version,
      description: release.description,
      homepage: release.repository,
      license: release.license,
      depends: 'nodejs-lts',
      url: `${archiveOf(release)}#/stackpass.tgz`,
      hash: release.sha256,
      extract_dir: 'package',
      pre_install: `"@node \`"%~dp0bin\\stackpass.cjs\`" %*" | Set-Content -Encoding Ascii "$dir\\stackpass.cmd"`,
      bin: 'stackpass.cmd',
      checkver: { github: release.repository },
      autoupdate: {
        url: `${release.repository}/releases/download/v$version/stackpass-$version.tgz#/stackpass.tgz`,
      },
    },
    undefined,
    4,
  )}\n`

/** @param {Release} release */
const arch = (release) => `# Maintainer: see ${release.repository}
pkgname=stackpass
pkgver=${release.version.replaceAll('-', '_')}
pkgrel=1
pkgdesc='${release.description.replaceAll("'", String.raw`'\''`)}'
arch=('any')
url='${release.repository}'
license=('${release.license}')
depends=('nodejs>=20.19')
source=('${archiveOf(release)}')
sha256sums=('${release.sha256}')
noextract=()

package() {
  install -d "$pkgdir/usr/lib/stackpass" "$pkgdir/usr/bin"
  cp -r package/. "$pkgdir/usr/lib/stackpass"
  chmod -R u=rwX,go=rX "$pkgdir/usr/lib/stackpass"
  chmod 755 "$pkgdir/usr/lib/stackpass/bin/stackpass.cjs"
  ln -s /usr/lib/stackpass/bin/stackpass.cjs "$pkgdir/usr/bin/stackpass"
  install -Dm644 package/LICENSE "$pkgdir/usr/share/licenses/stackpass/LICENSE"
}
`

/** @param {Release} release */
const archInfo = (release) => `pkgbase = stackpass
\tpkgdesc = ${release.description}
\tpkgver = ${release.version.replaceAll('-', '_')}
\tpkgrel = 1
\turl = ${release.repository}
\tarch = any
\tlicense = ${release.license}
\tdepends = nodejs>=20.19
\tsource = ${archiveOf(release)}
\tsha256sums = ${release.sha256}

pkgname = stackpass
`

/** @param {Release} release */
const nix = (release) => `{ lib, stdenvNoCC, fetchurl, makeWrapper, nodejs }:

stdenvNoCC.mkDerivation rec {
  pname = "stackpass";
  version = "${release.version}";

  src = fetchurl {
    url = "${archiveOf(release).replaceAll(release.version, '${version}')}";
    hash = "sha256-${Buffer.from(release.sha256, 'hex').toString('base64')}";
  };

  nativeBuildInputs = [ makeWrapper ];
  dontBuild = true;

  installPhase = ''
    mkdir -p $out/lib/stackpass $out/bin
    cp -r . $out/lib/stackpass
    makeWrapper \${nodejs}/bin/node $out/bin/stackpass --add-flags $out/lib/stackpass/bin/stackpass.cjs
  '';

  meta = {
    description = "${release.description}";
    homepage = "${release.repository}";
    license = lib.licenses.mit;
    mainProgram = "stackpass";
  };
}
`

/**
 * The three files that winget needs, about the desktop app's installer: winget installs only installers.
 * @param {Omit<Release, 'sha256'>} release @param {{ readonly name: string, readonly sha256: string }} installer
 * @returns {Readonly<Record<string, string>>}
 */
export function wingetOf(release, installer) {
  const identifier = 'Stackpass.Stackpass'
  /** @param {string} kind @param {string} rest */
  const manifest = (kind, rest) =>
    `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${kind}.1.6.0.schema.json
PackageIdentifier: ${identifier}
PackageVersion: ${release.version}
${rest}ManifestType: ${kind}
ManifestVersion: 1.6.0
`
  return {
    [`${identifier}.yaml`]: manifest('version', 'DefaultLocale: en-US\n'),
    [`${identifier}.installer.yaml`]: manifest(
      'installer',
      `InstallerType: nullsoft
Scope: user
UpgradeBehavior: install
Installers:
  - Architecture: x64
    InstallerUrl: ${release.repository}/releases/download/v${release.version}/${encodeURIComponent(installer.name)}
    InstallerSha256: ${installer.sha256.toUpperCase()}
`,
    ),
    [`${identifier}.locale.en-US.yaml`]: manifest(
      'defaultLocale',
      `PackageLocale: en-US
Publisher: The Stackpass authors
PackageName: Stackpass
PackageUrl: ${release.repository}
License: ${release.license}
ShortDescription: ${release.description}
`,
    ),
  }
}

/** The recipe files by name. @param {Release} release @returns {Readonly<Record<string, string>>} */
export const recipesOf = (release) => ({
  'stackpass.rb': homebrew(release),
  'stackpass.scoop.json': scoop(release),
  PKGBUILD: arch(release),
  SRCINFO: archInfo(release),
  'stackpass.nix': nix(release),
})

/** @param {string} repository */
async function aboutRelease(repository) {
  if (!/^https:\/\/[\w.-]+\/[\w./-]+[\w-]$/.test(repository))
    throw new Error('Name the repository of the releases by its https address.')
  const { version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  return { version, description: synopsis, license, repository }
}

/** @param {string} file */
const sha256Of = async (file) =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')

/** The release that this archive belongs to. @param {string} archive @param {string} repository */
export async function releaseOf(archive, repository) {
  return { ...(await aboutRelease(repository)), sha256: await sha256Of(archive) }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , repository = '', only] = process.argv
  const { version } = await aboutRelease(repository)
  const packages = join(root, 'dist', 'packages')
  // The installer is built and signed separately, on Windows.
  const name = `Stackpass-Setup-${version}.exe`
  const files =
    only === '--winget'
      ? wingetOf(await aboutRelease(repository), { name, sha256: await sha256Of(join(packages, name)) })
      : recipesOf(await releaseOf(join(packages, `stackpass-${version}.tgz`), repository))
  // Next to the packages, because a release has no folders.
  for (const [file, text] of Object.entries(files)) await writeFile(join(packages, file), text)
  console.log(`Wrote ${Object.keys(files).join(', ')}`)
}
