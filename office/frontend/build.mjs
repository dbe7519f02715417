// Builds what the browser loads: scripts, styles, fonts and the map worker, under names that carry their content's hash,
// with a manifest that the templates read, and compressed twins for the server.
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import * as sass from "sass";

const out = path.resolve("../src/kethop_office/common/static/kethop");
const scratch = path.resolve("node_modules/.kethop");
const SCRIPTS = ["app", "map", "diagram"];
const STYLES = ["app", "map", "diagram"];
const COPIED = { "maplibre-worker.mjs": "node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs" };
const COMPRESSED = /\.(css|js|mjs|json|svg)$/;

const shared = {
  bundle: true,
  minify: true,
  target: "es2022",
  legalComments: "none",
  logLevel: "error",
  metafile: true,
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "part-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".woff": "empty", ".ttf": "empty", ".eot": "empty", ".svg": "file" },
};

// pictures that a style sheet carries inside itself become files: the policy of the pages lets no picture be data
const DATA_PICTURE = /url\((["']?)data:image\/svg\+xml([^,]*),([\s\S]*?)\1\)/g;
const withoutData = (css) => {
  const plain = css.replace(DATA_PICTURE, (_whole, _quote, kind, text) => {
    const svg = kind.includes("base64") ? Buffer.from(text, "base64") : Buffer.from(decodeURIComponent(text));
    const file = `picture-${createHash("sha256").update(svg).digest("hex").slice(0, 8)}.svg`;
    writeFileSync(path.join(scratch, file), svg);
    return `url("./${file}")`;
  });
  if (plain.includes("url(data:") || plain.includes('url("data:')) throw new Error("a picture is left inside a style sheet");
  return plain;
};

const styleSheet = (name) => {
  const { css } = sass.compile(`src/styles/${name}.scss`, {
    loadPaths: ["node_modules"],
    quietDeps: true,
    silenceDeprecations: ["if-function"],
    style: "compressed",
  });
  const file = path.join(scratch, `${name}.css`);
  writeFileSync(file, withoutData(css));
  return file;
};

const named = (metafile, extension) =>
  Object.entries(metafile.outputs)
    .filter(([file, about]) => about.entryPoint && file.endsWith(extension))
    .map(([file, about]) => [path.basename(about.entryPoint).replace(/\.\w+$/, extension), path.basename(file)]);

const fonts = (metafile) =>
  Object.entries(metafile.outputs)
    .filter(([file]) => file.endsWith(".woff2"))
    .map(([file, about]) => [path.basename(Object.keys(about.inputs)[0]), path.basename(file)]);

// the bill of materials (tools/sbom.py) lists the packages of the lock that are no tools: nothing else may come in
const refuseTools = (files) => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const names = files.map((file) => /node_modules\/((?:@[^/]+\/)?[^/@.][^/]*)\//.exec(file)?.[1]).filter(Boolean);
  for (const name of new Set(names)) {
    const entry = packages[`node_modules/${name}`];
    if (!entry || entry.dev) throw new Error(`${name} is bundled, so it belongs to "dependencies" of package.json`);
  }
};

rmSync(out, { recursive: true, force: true });
rmSync(scratch, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
mkdirSync(scratch, { recursive: true });

const scripts = await build({
  ...shared,
  format: "esm",
  splitting: true,
  entryPoints: SCRIPTS.map((name) => `src/${name}.js`),
});
const styles = await build({ ...shared, entryPoints: STYLES.map(styleSheet), absWorkingDir: process.cwd() });

const copies = Object.entries(COPIED).map(([name, source]) => {
  const bytes = readFileSync(source, "utf8").replace(/\/\/# sourceMappingURL=.*$/m, "");
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
  const file = name.replace(".mjs", `-${hash}.js`);
  writeFileSync(path.join(out, file), bytes);
  return [name, file];
});
for (const name of ["licences.txt", "icon.svg"]) copyFileSync(`src/${name}`, path.join(out, name));

refuseTools([...Object.keys(scripts.metafile.inputs), ...Object.keys(styles.metafile.inputs), ...Object.values(COPIED)]);

const manifest = Object.fromEntries([
  ...named(scripts.metafile, ".js"),
  ...named(styles.metafile, ".css"),
  ...fonts(styles.metafile),
  ...copies,
]);
for (const file of readdirSync(out)) {
  if (!COMPRESSED.test(file)) continue;
  const bytes = readFileSync(path.join(out, file));
  writeFileSync(path.join(out, `${file}.gz`), gzipSync(bytes, { level: 9 }));
  writeFileSync(path.join(out, `${file}.br`), brotliCompressSync(bytes));
}
writeFileSync(path.join(out, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
