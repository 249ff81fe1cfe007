// Starts `pdlc lsp` and passes on what it says; everything else is the server's.

const { commands, window, workspace } = require("vscode");
const { LanguageClient, State } = require("vscode-languageclient/node");

const LANGUAGE = "platform-pdl";

let client;

async function start() {
  const command = workspace.getConfiguration(LANGUAGE).get("server.path");
  client = new LanguageClient(
    LANGUAGE,
    "PDL",
    { command, args: ["lsp"] },
    {
      documentSelector: [
        { scheme: "file", language: LANGUAGE },
        { scheme: "untitled", language: LANGUAGE },
      ],
    },
  );
  try {
    await client.start();
  } catch (error) {
    const settings = "Open Settings";
    const chosen = await window.showErrorMessage(
      `\`${command} lsp\` cannot be started: ${error.message ?? error}`,
      settings,
    );
    if (chosen === settings) {
      await commands.executeCommand("workbench.action.openSettings", `${LANGUAGE}.server.path`);
    }
  }
}

async function stop() {
  if (client?.state === State.Running) {
    await client.stop();
  }
  client = undefined;
}

async function restart() {
  await stop();
  await start();
}

exports.activate = async (context) => {
  context.subscriptions.push(
    commands.registerCommand(`${LANGUAGE}.restart`, restart),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(`${LANGUAGE}.server.path`)) {
        return restart();
      }
    }),
  );
  await start();
};

exports.deactivate = stop;
