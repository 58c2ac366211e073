//! What the reader of rewritten documents must know of the Gitea and install.

use steep_forge::TokenIn;
use steep_rest::Api;

use crate::connection::API;
use crate::{Gitea, companion};

/// The text, in Markdown.
pub(crate) fn of(target: &Gitea) -> String {
    let host = &target.connection.host;
    let (variable, token) = (&target.connection.credential.variable, token(target));
    let mut text = format!(
        "**The repositories of this documentation live on <{host}>, a Gitea, no longer on GitHub.**\n\
         The commands in these documents were rewritten from GitHub's command line to what does the same there.\n\n"
    );
    if let Some(version) = &target.version {
        let program = &target.program;
        text.push_str(&format!(
            "**tea.** Commands that begin with `{program}` need tea {version}. To install it:\n\
             \n\
             ```sh\n\
             wget https://dl.gitea.com/tea/{version}/tea-{version}-linux-amd64\n\
             wget https://dl.gitea.com/tea/{version}/tea-{version}-linux-amd64.sha256\n\
             sha256sum -c tea-{version}-linux-amd64.sha256 && install -m 755 tea-{version}-linux-amd64 /usr/local/bin/{program}\n\
             {program} login add --name {login} --url {host} --token \"{login_token}\"\n\
             ```\n\
             \n",
            login = target.login.as_deref().unwrap_or("gitea"),
            login_token = match target.connection.credential.held_in {
                TokenIn::Environment => format!("${variable}"),
                TokenIn::HeaderFile | TokenIn::OptionFile => "<token>".to_owned(),
            },
        ));
    }
    if let Some(called) = &target.connection.companion {
        let (command, sum) = (companion::printed_by(target), companion::sum(&target.companion_program()));
        text.push_str(&format!(
            "**{called}.** Commands that begin with `{called}` call a small shell program over `curl` and `jq`. This prints it:\n\
             `{command}`\n\
             Its SHA-256 sum is `{sum}`.\n\
             `{called} --help` tells how to use it by hand.\n\
             \n"
        ));
    }
    text.push_str(&format!(
        "**Token.** {token}\n\
         Make one under <{host}/user/settings/applications>. They also need `jq`.\n\
         \n\
         **Known limitations.** Gitea has no code search, no GraphQL, no discussions, no close reasons and no check runs \
         (commit statuses\nstand in for them). A draft is a pull request whose title begins with `WIP:`. What could not be \
         rewritten was left as it was.\n"
    ));
    text
}

/// Where the commands find the token.
fn token(target: &Gitea) -> String {
    let (variable, host) = (&target.connection.credential.variable, &target.connection.host);
    let Api { root, address_variable, .. } = API;
    match target.connection.credential.held_in {
        TokenIn::Environment => {
            format!("Commands over `curl` read an access token from the environment variable `{variable}`.")
        }
        TokenIn::HeaderFile => format!(
            "Commands over `curl` read an access token from the file that the environment variable `{variable}`\n\
             names. It holds one line, `Authorization: token …`, and should be readable by you alone."
        ),
        TokenIn::OptionFile => format!(
            "Commands over `curl` read the address of the Gitea from the environment variable `{address_variable}`, and\n\
             an access token from the file that `{variable}` names, which is readable by you alone. To set both up (the second\n\
             line waits for the token):\n\
             \n\
             ```sh\n\
             export {address_variable}={host}/{root} {variable}=~/.gitea.curlrc\n\
             (umask 077 && read -r token && printf 'header = \"Authorization: token %s\"\\n' \"$token\" >\"${variable}\")\n\
             ```\n"
        ),
    }
}
