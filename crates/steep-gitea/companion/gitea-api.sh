#!/bin/sh
# gitea-api: calls the REST API of a Gitea, with curl and jq. `gitea-api --help` tells how.
# Runs under any POSIX shell (dash, bash, busybox ash), with curl 7.68 and jq 1.6 or newer.
set -u
name=gitea-api
base=${GITEA_URL:-https://gitea.example.org}
base=${base%/}
usage() {
    cat <<EOF
usage: $name COMMAND PATH [FIELD...] [OPTION...]        PATH is what follows $base/api/v1/

  get PATH...            print the answer; of several paths, one answer after the other
  list PATH              print the items of a list as one JSON list, from as many pages as it takes; -n N: at most N
  post|patch|put|delete PATH      send the fields as JSON and print the answer
  pull [BRANCH]          print the number of the branch's open pull request, or fail; --all: of its newest where none is open
  view PATH              print an issue, a pull request (--comments: with its comments), a release or a run as lines for a reader
  close|reopen PATH      change its state, after the comment body=TEXT; nothing where it has that state
  merge PULL             merge it with these fields (Do=squash and the like); --local: also delete its local branch
  checkout PULL          get its branch into the clone
  checks PULL            print its checks; exit status 1: one failed or there is none, 8: one is pending (--watch: wait)
  watch RUN              wait until a workflow run is over and print how it ended; --exit-status: fail unless it succeeded
  logs RUN               print the logs of a workflow run's jobs; --failed: of those that failed
  upload RELEASE FILE... add files to a release; --clobber: in place of files with the same name
  download RELEASE       get its files (those of name=TEXT or pattern='*.zip') into the folder -o; --clobber and --skip-existing
                         tell what becomes of files that are there
  download RUN           get its artifacts so, each into a folder of its name; only one that name=TEXT asks for into -o itself
  fork PATH              print your fork of a repository, which is made unless it is there; --clone: get it instead, with the remote upstream
  clone OWNER/NAME ...   git clone, with the arguments that follow

in PATH: {repo} is OWNER/NAME of the clone (of the remote that \`gh repo set-default\` chose, else upstream, github, origin),
{owner} its owner ({repo} is the name alone then), {branch} its current branch, {me} your login, {default-branch} that of the
repository in front of it, {pull} and {pull:BRANCH} what \`pull\` prints, {last-pull} what \`pull --all\` prints, {one-pull} the
same unless several are open, {} the next argument, encoded as one part of the path (right behind repos/, OWNER/NAME).

FIELD: key=TEXT, key:=JSON, key@=FILE (a file's text; - is standard input), a.b=TEXT (in an object); patch also takes key+=A,B and
key-=A,B for labels and assignees. With get and list, a query parameter. Labels, milestones and people go by name, several with
commas between them; @me is you. A list also takes what Gitea ignores: labels, milestones, head, base, assignee, workflow,
review_requested, state=merged, sort=recentupdate (oldest, leastupdate, mostcomment, leastcomment), owner of repos/search, and
created, updated, closed or merged='>TIME' (>=, <, <=, =). A new pull request has as its head the branch that {branch} is pushed to
(of any remote's owner), base={default-branch}, and the last commit's title and body (--fill: those of its commits, as gh makes
them); a workflow's dispatch has ref={default-branch}. A new label needs a name of its own.

  --json A,B, --lines    print gh's fields A and B (also of releases), or gh's lines, of pull requests, issues, runs or repositories
  --where JQ             of a list, items for which this jq condition holds; --arg NAME VALUE in front of it sets \$NAME
  --with WHAT            put another answer into each item of a list, as .with.WHAT, for a --where behind it: comments, commits,
                         files, reactions, reviews, status, timeline, blocks, dependencies, jobs, self
  --input FILE           send this file (- is standard input); --attach FILE: add it to a new release, which is published then
  --url, -q, -o FILE     print only the answer's web address, nothing, or into this file

GITEA_TOKEN holds an access token ($base/user/settings/applications makes one), or GITEA_HEADER_FILE names a file with the line
"Authorization: token ..."; GITEA_URL names another server. Exit status: 0; 1 the server refused, or something is not there (standard
error says what); 2 wrong usage; 4 no valid token.
EOF
}

# What gh makes of Gitea's objects, in jq, whose variables these are.
# shellcheck disable=SC2016
shapes=$(cat "$(dirname "$0")/shapes.jq")

fail() { printf '%s: %s\n' "$name" "$2" >&2; exit "$1"; }
# The header that carries the token. curl gets it by a file descriptor, so that it is in no list of processes.
authorization() {
    case ${GITEA_TOKEN:-} in
        '') [ "${GITEA_HEADER_FILE:-}" ] || fail 4 "set GITEA_TOKEN to an access token; $base/user/settings/applications makes one"
            cat -- "$GITEA_HEADER_FILE" || exit 4 ;;
        *[!A-Za-z0-9._-]*) fail 4 'GITEA_TOKEN holds a character that no token has' ;;
        *) printf 'Authorization: token %s\n' "$GITEA_TOKEN" ;;
    esac
}

# request METHOD PATH [CURL-OPTION...]: leaves the answer in $work/answer. Follows a renamed repository, except to delete it.
request() {
    method=$1 path=$2 token=$header hops=5 tries=0
    shift 2
    case $path in
        "$base"/*) address=$path ;;
        http://* | https://*) address=$path token='' ;;
        *) address=$base/api/v1/$path ;;
    esac
    case $method/$path in DELETE/repos/*/*/*) ;; DELETE/repos/*) hops=0 ;; esac
    while :; do
        code=$(curl -gsSL --path-as-is --post301 --post302 --max-redirs "$hops" -X "$method" -H @/dev/fd/3 \
            -D "$work/head" -o "$work/answer" -w '%{http_code}' "$@" --url "$address" 3<<EOF
$token
EOF
        ) || case $code in 3??) ;; *) fail 1 "no answer to $method $path" ;; esac
        # Right after a push or another merge the server first looks for conflicts.
        case $method/$path/$code in POST/*/merge/405) ;; *) break ;; esac
        if [ "$((tries = tries + 1))" -gt "$patience" ] || ! grep -q 'try again later' "$work/answer"; then break; fi
        sleep 1
    done
    case $code in 2??) return ;; esac
    message=$(jq -r '.message // (.errors // empty | join(", "))' "$work/answer" 2>/dev/null | head -n 1)
    case $code in 401) fail 4 "HTTP 401: ${message:-the token is not valid} ($method $path)" ;; esac
    fail 1 "HTTP $code: ${message:-no message} ($method $path)"
}

# ask PATH JQ: what the answer holds there.
ask() { request GET "$1" && jq -er "$2" "$work/answer"; }

# shape OPTION PROGRAM [FILE]: jq that knows the shapes.
shape() { option=$1 program=$2 && shift 2 && jq "$option" --arg base "$base" --argjson names "$names" "$shapes $program" "$@"; }

encode() { case $1 in '' | . | ..) fail 2 "\`$1\` cannot be a part of a path" ;; esac && jq -nr --arg text "$1" '$text | @uri'; }

# Sets $slug to OWNER/NAME of the clone.
here() {
    [ -z "$slug" ] || return 0
    chosen=$(git config --get-regexp '^remote\..*\.gh-resolved$' | sed -n 's/^remote\.\(.*\)\.gh-resolved .*/\1/p' | head -n 1)
    for remote in $chosen upstream github origin; do
        slug=$(git remote get-url "$remote" 2>/dev/null | sed '/github\.com/d; s#/*$##; s#\.git$##; s#.*[:/]\([^:/]*/\)#\1#')
        case $slug in *[!A-Za-z0-9._/-]*) ;; ?*/?*) return ;; esac
    done
    fail 1 'this is no clone of a repository, or it has no remote'
}

branch() { git branch --show-current | grep . || fail 1 'no branch is checked out'; }
# The OWNER:BRANCH that it is pushed to as it is here: of its name, or that it follows.
pushed() { git for-each-ref --points-at HEAD --format='%(refname:lstrip=2)' "refs/remotes/*/$(branch)" "$(git rev-parse --symbolic-full-name '@{u}' 2>/dev/null)" |
    { IFS=/ read -r remote branch || fail 1 'push the branch first'
    printf '%s:%s\n' "$(git remote get-url "$remote" | sed 's#/*$##; s#.*[:/]\([^:/]*\)/[^/]*$#\1#')" "$branch"; }; }
repository() { printf '%s\n' "$1" | cut -d / -f 1-3; }

# pull PATH BRANCH pull|one-pull|last-pull: the number of the branch's pull request.
pull() {
    request GET "$(repository "$1")/pulls?state=$([ "$3" = pull ] && echo open || echo all)&sort=recentupdate&limit=50"
    jq -r --arg branch "$2" --arg which "$3" '[.[] | select(.head.label == $branch)] |
        if $which == "one-pull" and ([.[] | select(.state == "open")] | length > 1)
        then "several open pull requests of the branch \($branch)\n" | halt_error(1)
        elif $which != "pull" then max_by([.state == "open", .number]).number // ("no pull request of the branch \($branch)\n" | halt_error(1))
        elif length == 1 then .[0].number
        else "\(length) open pull requests of the branch \($branch)\n" | halt_error(1) end' "$work/answer" || exit 1
}

# fill PATH [VALUE...]: sets $filled to the path with its placeholders filled in, and $taken to the number of values used.
fill() {
    filled=$1 taken=0
    shift
    case $filled in *'{owner}'*) here && filled=$(printf %s "$filled" | sed "s#{owner}#${slug%/*}#g; s#{repo}#${slug#*/}#g") ;; esac
    while :; do
        before=${filled%%'{'*} place=${filled#*'{'} after=${filled#*'}'}
        [ "$before" != "$filled" ] || break
        place=${place%%'}'*} of=${place#*:}
        case $place in pull | last-pull | one-pull) of=$(branch) ;; esac || exit
        case $place in
            '') [ $# -gt 0 ] || fail 2 "there is no value for {} in $filled"
                case $before:$1 in
                    repos/:*/*/*) fail 2 "\`$1\` is not OWNER/NAME" ;;
                    repos/:*/*) value=$(encode "${1%/*}") && value=$value/$(encode "${1#*/}") ;;
                    *) value=$(encode "$1") ;;
                esac && taken=$((taken + 1)) && shift ;;
            repo) here && value=$slug ;;
            branch) value=$(branch) && value=$(encode "$value") ;;
            me) value=$(ask user .login) ;;
            default-branch) value=$(ask "$(repository "$before")" .default_branch) && value=$(encode "$value") ;;
            pull | pull:* | one-pull | one-pull:* | last-pull | last-pull:*) value=$(pull "$before" "$of" "${place%%:*}") ;;
            *) fail 2 "unknown placeholder {$place}" ;;
        esac || exit
        filled=$before$value$after
    done
    # Gitea takes `issues//comments` for the comments of all issues, and its default branch for an empty side of a comparison.
    case ${filled%%\?*} in *://* | */contents/ | */raw/) ;;
        *//* | */ | repos/*/*/compare/...* | repos/*/*/compare/*...) fail 2 "a part of the path $filled is empty" ;; esac
}

within() { work=$work/$1 early=true late=true with='' limit='' order='' && mkdir -p "$work"; }

# collect PATH [CURL-OPTION...]: leaves a list's items in $work/items: $limit of those that are $early and, furnished, $late.
collect() {
    list=$1 page=0 seen=0 size=50
    shift
    if [ "${limit:-50}" -lt 50 ] && [ "$early$with$order" = true ]; then size=$limit; fi
    case $list in *\?*) list=$list\& ;; *) list=$list\? ;; esac
    : >"$work/found" && : >"$work/last"
    while :; do
        request GET "${list}limit=$size&page=$((page = page + 1))" "$@"
        if cmp -s "$work/answer" "$work/last"; then break; fi
        cp "$work/answer" "$work/last"
        shape -c "$bound (if type == \"object\" then [.[] | arrays][0] else . end // []) | length, (.[] | select($early))" \
            "$work/answer" >"$work/page" && read -r items <"$work/page" && sed 1d "$work/page" >"$work/some" || exit 1
        furnish <"$work/some" >>"$work/found" || exit
        seen=$((seen + items)) total=$(tr -d '\r' <"$work/head" | sed -n 's/^[Xx]-[Tt]otal-[Cc]ount: *//p' | tail -n 1)
        # A page that is not full need not be the last one: the server's pages may be smaller. Some lists have no pages.
        if [ "$items" -eq 0 ] || [ "$items" -gt "$size" ]; then break; fi
        if [ "$items" -lt "$size" ] && [ "$seen" -ge "${total:-$((seen + 1))}" ]; then break; fi
        if [ "$limit" ] && [ -z "$order" ] && [ "$(wc -l <"$work/found")" -ge "$limit" ]; then break; fi
    done
    shape -s "${order:-.} | .[:${limit:-length}]" "$work/found" >"$work/items"
}

# Adds the answers of $with to each of the items on standard input and leaves out those that are not $late.
furnish() {
    [ "$with" ] || { cat && return; }
    while read -r item; do
        for what in $with; do
            further=$(repository "$list")/$(printf %s "$item" | jq -r --arg what "$what" '{self: "pulls/\(.number)",
                status: "commits/\(.head.sha?)/status?limit=50", jobs: "actions/runs/\(.id)/jobs?limit=50"}[$what] //
                "\(if $what | IN("commits", "files", "reviews") then "pulls" else "issues" end)/\(.number)/\($what)"')
            case $what in
                self | status | jobs) (within more && request GET "$further" && cat "$work/answer") ;;
                *) (within more && collect "$further" && cat "$work/items") ;;
            esac </dev/null >"$work/further" || exit
            item=$(printf %s "$item" | jq -c --arg what "$what" --slurpfile more "$work/further" '.with[$what] = $more[0]')
        done
        printf '%s\n' "$item" | shape -c "$bound select($late)" || exit 1
    done
}

# furnished FIELDS: adds to $with what these of gh's fields are made of.
furnished() {
    for field in $(printf %s "$1" | tr , ' '); do
        case $command:$field in
            list:additions | list:deletions | list:changedFiles | list:mergedBy) more=self ;;
            *:comments | *:commits | *:files | *:jobs) more=$field ;;
            *:reviews | *:latestReviews | *:reviewDecision | *:reviewRequests) more=reviews ;;
            *:statusCheckRollup) more=status ;;
            *) continue ;;
        esac
        case " $with " in *" $more "*) ;; *) with="$with $more" ;; esac
    done
}

# ids WHAT NAMES: the ids of the labels or milestones with these names, as a JSON list; fails for a name that is not there.
ids() {
    (within ids && collect "$(repository "$filled")/$1?state=all" && jq -c --argjson names "$2" '. as $all | [$names[] |
        . as $name | if type == "number" then . else [$all[] |
        select((.name // .title | ascii_downcase) == ($name | ascii_downcase))] | max_by((.name // .title) == $name).id //
        ("there is no \($name) among them\n" | halt_error(1)) end]' "$work/items")
}

# names TEXT: the JSON list of the names in it; @me is the caller.
names() {
    case ,$1, in *,@me,*) login=$(ask user .login) || exit ;; esac
    jq -nc --arg text "$1" --arg me "${login:-}" '$text | split(",") | map(if . == "@me" then $me else . end)'
}

# narrow CONDITION: items for which it does not hold are left out.
narrow() { if [ "$with" ]; then late="($late) and ($1)"; else early="($early) and ($1)"; fi; }

# condition KEY TEXT: sets $query to the query parameter, empty where there is none; of a list, checks what Gitea does not. Empty TEXT: all.
condition() {
    query=$1=$2 list=$(names "$2") || exit
    case $command/$1:$2 in list/state:) ;; list/*:) query='' && return ;; esac
    case $command:$filled/$1=$2 in
        list:*/created=[\<=\>0-9]* | list:*/updated=* | list:*/closed=* | list:*/merged=*)
            narrow "(.${1}_at // .pull_request.${1}_at?) | is($(jq -nc --arg text "$2" '$text'))" && query='' ;;
        list:*/issues/sort=* | list:repos/issues/search/sort=*)
            order=$(jq -nr --arg how "$2" '{oldest: "sort_by((.created_at | utc), .id)", mostcomment: "sort_by(-.comments)", leastcomment:
                "sort_by(.comments)", leastupdate: "sort_by(.updated_at | utc)", recentupdate: "sort_by(.updated_at | utc) | reverse"}
                [$how] // empty' | grep .) || fail 2 "the list is not sorted by $2"
            query='' ;;
        list:repos/search/owner=*) query=uid=$(ask "users/$(encode "$(jq -nr "${list}[0]")")" .id) || exit 1 ;;
    esac
    case $command:${filled##*/}/$1 in
        list:*/labels) narrow "(($list | map(ascii_downcase)) - [\"\"] - [.labels[]?.name | ascii_downcase]) == []" ;;
        list:*/milestones) narrow "(.milestone.title // \"\" | ascii_downcase) as \$it | $list | any(.[]; ascii_downcase == \$it)" ;;
        list:*/state) case $2 in open | closed | all) ;; merged) narrow '.merged // .pull_request.merged' && query=state=closed ;;
            *) fail 2 "state is open, closed, merged or all, not $2" ;; esac ;;
        list:pulls/head) narrow ".head.label == ($list)[0]" && query='' ;;
        list:pulls/review_requested)
            narrow "any(.requested_reviewers[]?; (.login | ascii_downcase) == (($list)[0] | ascii_downcase))"
            # Everybody with a review is among them; whose review is still open only the reviews tell.
            with="$with reviews" query=''
            narrow "any(.with.reviews[]; .state == \"REQUEST_REVIEW\" and (.user.login | ascii_downcase) == (($list)[0] | ascii_downcase))" ;;
        list:pulls/assignee) narrow "any(.assignees[]?; (.login | ascii_downcase) == (($list)[0] | ascii_downcase))" && query='' ;;
        list:runs/workflow) file=${2##*/}
            case $2 in *.yml | *.yaml) ;; *) file=$(request GET "$(repository "$filled")/actions/workflows" && jq -r --arg name "$2" '[.workflows[]? |
                select(.id == $name or (.name | ascii_downcase) == ($name | ascii_downcase)).id] | if length == 1 then .[0]
                else "\(length) workflows are called \($name)\n" | halt_error(1) end' "$work/answer") || exit 1 ;; esac
            narrow ".path | startswith($(jq -nc --arg file "$file@" '$file'))" && query='' ;;
        list:pulls/base) query=base_branch=$2 ;;
        *_by | */poster) query=$1=$(jq -nr --argjson list "$list" "\$list[0]") ;;
    esac
    case $filled/$1 in */pulls/labels | */pulls/milestones) query='' ;; esac
}

# member KEY OPERATOR TEXT: a field of what is sent.
member() {
    value=$3 now='[]'
    case $1$2 in
        labels[+-]=) value=$(names "$3") && value=$(ids labels "$value") && now=$(ask "$filled" '[.labels[]?.id]') ;;
        assignees[+-]=) value=$(names "$3") && now=$(ask "$filled" '[.assignees[]?.login]') ;;
        labels=) value=$(names "$3") && value=$(ids labels "$value") ;;
        labels:=) value=$(ids labels "$3") ;;
        milestone=) value=0; if [ "$3" ]; then
            value=$(ids milestones "$(jq -nc --arg title "$3" '[$title]')") && value=${value#'['} && value=${value%']'}; fi ;;
        assignees= | reviewers= | team_reviewers=) value=$(names "$3") ;;
        *:=) ;;
        *) value=$(printf '%s.' "$3" | jq -Rs '.[:-1]') ;;
    esac && jq --arg key "$1" --arg how "$2" --argjson value "$value" --argjson now "$now" '(.[$key] // $now) as $now |
        setpath($key | split("."); def low: if type == "string" then ascii_downcase else . end;
        def without($some): map(select(low as $one | $some | any(low == $one) | not));
        if $how == "+=" then ($now | without($value)) + $value elif $how == "-=" then $now | without($value) else $value end)' "$work/body" \
        >"$work/next" && mv "$work/next" "$work/body" || exit 1
}

is() { case "$flags " in *" $1 "*) ;; *) return 1 ;; esac; }

# preset KEY COMMAND...: sends what the command prints where no such field is given.
preset() { jq -e --arg key "$1" 'has($key)' "$work/body" >/dev/null || { key=$1 && shift && text=$("$@") && member "$key" = "$text" || exit; }; }

# describe: the title and the text of a new pull request, out of its last commit or, with --fill, of all as gh makes them.
describe() {
    tip=$(jq -r '.head // "" | sub("^[^:]*:"; "")' "$work/body") count=last
    range=origin/$(jq -r .base "$work/body")..$tip
    if is --fill; then count=$(git rev-list --count --no-merges "$range") || exit 1; fi
    case $count in
        0) fail 1 "there are no commits in $range" ;;
        1) preset title git log --no-merges --format=%s "$range" && preset body git log --no-merges --format=%b "$range" ;;
        last) preset title git log -1 --format=%s && preset body git log -1 --format=%b ;;
        *) tip=${tip:-$(branch)} && preset title printf %s "$(printf %s "$tip" | tr _- '  ')"
            preset body git log --reverse --no-merges '--format=- **%s**' "$range" ;;
    esac
}

# send METHOD PATH FILE: a request with the JSON in the file.
send() { request "$1" "$2" -H 'Content-Type: application/json' --data-binary "@$3"; }

# thread PATH: the issue that an issue or a pull request is to Gitea.
thread() { printf '%s\n' "$(repository "$1")/issues/$(printf %s "$1" | cut -d / -f 5)"; }

# shaped FILE: what --json or --lines ask for of the object, or the objects, in the file.
shaped() {
    [ "$json" ] || is --lines || return 0
    case ${filled%%\?*} in
        repos/issues/search) kind=found ;;
        repos/*/*/pulls*) kind=pull ;;
        repos/*/*/issues*) kind=issue ;;
        repos/*/*/actions/runs*) kind=run ;;
        repos/*/*/releases*) kind=release ;;
        *) kind=repository ;;
    esac
    case $kind,$json in
        release,) fail 2 'there are no lines of releases' ;;
        run,*ame* | run,) names=$(ask "$(repository "$filled")/actions/workflows" '[.workflows[]? | {(.id): .name}] | add // {}') || exit ;;
    esac
    if is --lines; then shape -r ".[] | $kind | line" "$1"; else
        shape "$style" "if type == \"array\" then map($kind | asked($json)) else $kind | asked($json) end" "$1"
    fi >"$work/shaped" && mv "$work/shaped" "$1" || exit 1
}

# show FILE: a reader that stops early is no failure.
show() {
    if is -q; then return; elif is --url; then jq -er .html_url "$1"; elif [ "$output" ]; then cat "$1" >"$output"; else cat "$1" || [ $? -eq 141 ]; fi || exit 1
}

# attach RELEASE FILE...: adds files to the release.
attach() {
    release=$(repository "$1")/releases/$(ask "$1" .id) && shift && request GET "$release/assets" && cp "$work/answer" "$work/assets"
    for file in "$@"; do
        jq -e --arg name "${file##*/}" 'all(.[]; .name != $name)' "$work/assets" >"$work/all" || is --clobber ||
            fail 1 "the release has a file ${file##*/} already; --clobber replaces it"
    done
    for file in "$@"; do
        for id in $(jq --arg name "${file##*/}" '.[] | select(.name == $name).id' "$work/assets"); do request DELETE "$release/assets/$id"; done
        request POST "$release/assets?name=$(encode "${file##*/}")" -F "attachment=@\"$(printf %s "$file" | sed 's/[\\"]/\\&/g')\""
    done
}

# wanted NAME: whether a line of $work/wanted is a pattern of it.
# shellcheck disable=SC2254
wanted() { while IFS= read -r pattern; do case $1 in $pattern) return ;; esac; done <"$work/wanted" && return 1; }

# download PATH: the artifacts of a run, or the files of a release.
download() {
    case $1 in
        repos/*/*/actions/runs/*) collect "$1/artifacts" ;;
        *) request GET "$1" && jq .assets "$work/answer" >"$work/items" ;;
    esac || exit 1
    [ -s "$work/wanted" ] || echo '*' >"$work/wanted"
    jq -r '.[] | select(.expired | not) | "\(.archive_download_url // .browser_download_url) \(.name)" | if test("^[^ ]+ [.]*$|[^ ]+ .*/|\n")
        then "\(.) is no name of a file\n" | halt_error(1) else . end' "$work/items" >"$work/files" && got='' || exit 1
    while read -r url file <&4; do
        wanted "$file" || continue
        got=$file folder=${output:-.}
        case $1 in
            repos/*/*/actions/runs/*) [ "$alone" ] || folder=$folder/$file
                request GET "$url" && mkdir -p -- "$folder" && unzip -q "$work/answer" -d "$folder" </dev/null || exit 1 ;;
            *) if [ -e "$folder/$file" ] && is --skip-existing; then continue; fi
                [ ! -e "$folder/$file" ] || is --clobber || fail 1 "$folder/$file is there already; --clobber replaces it"
                request GET "$url" && mkdir -p -- "$folder" && cat "$work/answer" >"$folder/$file" || exit 1 ;;
        esac
    done 4<"$work/files"
    [ "$got" ] || fail 1 'nothing of it is called so'
}

# authorized ARGUMENT...: git with the token.
authorized() { printf '[http "%s/"]\n\textraHeader = "%s"\n' "$base" "$header" >"$work/git" && git -c "include.path=$work/git" "$@"; }

# fork REPOSITORY: the server refuses to make a second one.
fork() {
    me=$(ask user '.login | ascii_downcase') && narrow "(.owner.login | ascii_downcase) == \"$me\"" && collect "$1/forks" || exit 1
    jq -e '.[0]' "$work/items" >"$work/answer" || send POST "$1/forks" "$work/body"
    is --clone || { show "$work/answer" && return; }
    url=$(jq -r .html_url "$work/answer") && authorized clone "$url.git" && git -C "${url##*/}" remote add upstream "$base/${1#repos/}.git" &&
        authorized -C "${url##*/}" fetch upstream
}

# view PATH: as gh prints it to a pipe.
view() {
    request GET "$1"
    case $1 in
        repos/*/*/releases/*) shape -r '"title:\t\(.name)", "tag:\t\(.tag_name)", "draft:\t\(.draft)", "prerelease:\t\(.prerelease)",
            "author:\t\(.author.login)", "created:\t\(.created_at | utc)", (select(.draft | not) | "published:\t\(.published_at | utc)"),
            "url:\t\(.html_url)", (.assets[] | "asset:\t\(.name)"), "--", (.body | rtrimstr("\n"))' "$work/answer"; return ;;
        repos/*/*/actions/runs/*) cp "$work/answer" "$work/run" && request GET "$1/jobs?limit=50" && jq -nr '(input |
            "\(.conclusion // .status)\t\(.display_title)\t\(.path)\t\(.event)\t\(.html_url)"),
            (input.jobs[]? | "\(.conclusion // .status)\t\(.name)\t\(.id)")' "$work/run" "$work/answer"; return ;;
    esac
    jq -r 'def all(f): [.[]? | f] | join(", "); "title:\t\(.title)", "state:\t\(if .merged then "MERGED"
        elif .draft and .state == "open" then "DRAFT" else .state | ascii_upcase end)", "author:\t\(.user.login)",
        "labels:\t\(.labels | all(.name))", (if .head then empty else "comments:\t\(.comments)" end),
        "assignees:\t\(.assignees | all(.login))", (if .head then "reviewers:\t\(.requested_reviewers | all(.login))" else empty end),
        "milestone:\t\(.milestone.title // "")", "number:\t\(.number)", (if .head then "url:\t\(.html_url)",
        "additions:\t\(.additions)", "deletions:\t\(.deletions)" else empty end), "--", .body' "$work/answer"
    is --comments || return 0
    request GET "$(thread "$1")/comments" && jq -r '.[] | "author:\t\(.user.login)", "created:\t\(.created_at)", "--", .body, "--"' "$work/answer"
}

# turn PATH STATE: gives an issue or a pull request the state, after the comment in the body.
turn() {
    state=$(ask "$1" 'if .merged then "merged" else .state end') || exit
    case $state in merged) fail 1 'it is merged' ;; "$2") return ;; esac
    if jq -e '.body // "" | . != ""' "$work/body" >"$work/all"; then send POST "$(thread "$1")/comments" "$work/body"; fi
    jq -n --arg state "$2" '{$state}' >"$work/state" && send PATCH "$1" "$work/state"
}

# checkout PULL: under the name that gh gives the branch.
checkout() {
    branch=$(ask "$1" '(if .head.repo_id != .base.repo_id and .head.label == .base.repo.default_branch then .user.login + "/" else "" end)
        + .head.label') && git fetch origin && git fetch origin "pull/${1##*/}/head" || exit 1
    git checkout "$branch" 2>/dev/null || git checkout -b "$branch" FETCH_HEAD && git merge --ff-only FETCH_HEAD
}

# merge PULL: with the fields; one that is merged already is no failure.
merge() {
    request GET "$1"
    if jq -e .merged "$work/answer" >"$work/all"; then echo 'the pull request was already merged' >&2; else
        jq -e '.draft or .state == "closed"' "$work/answer" >"$work/all" && fail 1 'the pull request is closed, or a draft'
        # After a change of the repository the server looks for conflicts, for longer where there are many pull requests.
        patience=$(shape -r 'if any((.base, .head).repo.updated_at // empty; now - (utc | fromdate) < 60) then 30 elif .mergeable then 20 else 10 end' \
            "$work/answer")
        send POST "$1/merge" "$work/body" && show "$work/answer"
    fi
    is --local || return 0
    head=$(ask "$1" .head.label) && base=$(ask "$1" .base.ref) || exit
    git show-ref -q --verify "refs/heads/$head" || return 0
    if [ "$(git branch --show-current)" = "$head" ]; then git switch -q "$base" && { git pull -q --ff-only origin "$base" || :; } || exit 1; fi
    git branch -qD "$head"
}

# checks PULL: as gh prints them to a pipe.
checks() {
    while :; do
        sha=$(ask "$1" .head.sha) && request GET "$(repository "$1")/commits/$sha/status?limit=50" || exit
        # A job that was cancelled has failed to Gitea; to gh it has neither failed nor is it pending.
        jq '[.statuses[]? | .result = if .description == "Has been cancelled" then "skipped" else .status end]' "$work/answer" >"$work/found"
        if is --watch && jq -e 'any(.[]; .result == "pending")' "$work/found" >"$work/all"; then sleep 10; else break; fi
    done
    jq -r 'sort_by({failure: 0, error: 0, warning: 0, pending: 1}[.status] // 2, .context) | (.[] | [.context,
        ({success: "pass", skipped: "skipping", pending: "pending"}[.status] // "fail"), 0, .target_url, .description] | join("\t")),
        (map(.result) | if . == [] then "no checks reported\n" | halt_error(1)
        elif . - ["success", "skipped", "pending"] != [] then "" | halt_error(1)
        elif index("pending") then "" | halt_error(8) else empty end)' "$work/found"
}

case ${1:-help} in
    help | -h | --help) usage && exit ;;
    get | list | post | patch | put | delete | pull | view | close | reopen | merge | checkout | checks | watch | logs | upload | download | fork | clone)
        command=$1 count=$(($# - 1)) && shift ;;
    *) fail 2 "unknown command $1; $name --help names them" ;;
esac
header=$(authorization) || exit
patience=5 slug='' filled='' bound='' early=true late=true with='' limit='' order='' output='' flags='' json='' names='{}' style=-c alone=''
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT && trap 'exit 130' INT HUP TERM && echo '{}' >"$work/body" || exit 1
[ -t 1 ] && style=-M
if [ "$command" = clone ]; then
    fill 'repos/{}' "${1:-}" && shift && authorized clone "$base/${filled#repos/}.git" "$@"
    exit
fi
# What goes on to curl, and the names of files, are put back behind the arguments that are still to be read.
while [ "$count" -gt 0 ]; do
    argument=$1 count=$((count - 1)) && shift
    case $argument in -n | --where | --with | --arg | --json | --input | --attach | -o)
        [ "$count" -gt 0 ] || fail 2 "$argument needs a value"
        value=$1 count=$((count - 1)) && shift ;;
    esac
    key=${argument%%=*} text=${argument#*=}
    case $command:$key in upload:* | *:"$argument" | *[!A-Za-z0-9_.:@+-]*) key='' ;; esac
    case $argument in
        -n) case $value in *[!0-9]* | '' | 0) fail 2 "-n $value is no number of items" ;; *) limit=$value ;; esac ;;
        --where) narrow "$value" ;;
        --with) with="$with $value" ;;
        --arg) bound="$bound$(jq -nc --arg text "$1" "\$text") as \$$value | " count=$((count - 1)) && shift ;;
        --json) json=$(jq -nc --arg fields "$value" '$fields') && furnished "$value" ;;
        --input) cat -- "$value" >"$work/body" && flags="$flags --input" || exit 1 ;;
        --attach) set -- "$@" "$value" ;;
        -o) output=$value ;;
        --url | -q | --clobber | --all | --watch | --exit-status | --failed | --comments | --local | --fill | --lines | --skip-existing | --clone)
            flags="$flags $argument" ;;
        -*) fail 2 "unknown option $argument" ;;
        *) if [ "$filled" ] && [ "$key" ]; then
            how=${key#"${key%[:@+-]}"}= key=${key%[:@+-]}
            if [ "$how" = @= ]; then text=$(cat -- "$text" && echo .) && text=${text%.} || exit 1; fi
            case $command in
                post | patch | put | delete | merge | close | reopen) member "$key" "$how" "$text" ;;
                download) [ -s "$work/wanted" ] && alone='' || alone=yes
                    case $key in pattern) alone='' ;; name) text=$(printf %s "$text" | sed 's/[][*?\\]/\\&/g') ;; *) fail 2 'download knows name= and pattern=' ;; esac
                    printf '%s\n' "$text" >>"$work/wanted" ;;
                *) condition "$key" "$text" && set -- "$@" ${query:+--data-urlencode "$query"} ;;
            esac
        elif [ "$command" = pull ]; then filled=$argument
        elif [ "$filled" ] && [ "$command" = upload ]; then set -- "$@" "$argument"
        elif [ "$filled" ] && [ "$command" != get ]; then fail 2 "$argument is neither a field nor an option"
        else fill "$argument" "$@" && count=$((count - taken)) && shift "$taken" && printf '%s\n' "$filled" >>"$work/paths"; fi ;;
    esac
done
[ "$filled" ] || [ "$command" = pull ] || fail 2 "$command needs a path; $name --help tells more"
# The names in a body that was given as a whole are looked up, where it is JSON.
if is --input; then
    if value=$(jq -ec 'objects | .labels | arrays | select(any(type == "string"))' "$work/body" 2>/dev/null); then member labels := "$value"; fi
    if value=$(jq -er 'objects | .milestone | strings' "$work/body" 2>/dev/null); then member milestone = "$value"; fi
fi
# Of what is no number the server has those of all runs.
case $command:$filled in view:repos/*/*/actions/runs/* | download:repos/*/*/actions/runs/*)
    case ${filled##*/} in *[!0-9]* | 0* | '') fail 1 "${filled##*/} is no number of a run" ;; esac ;;
esac

case $command in
    get)
        while read -r list <&4; do
            request GET "$list" -G "$@"
            if [ "$json" ]; then jq -c . "$work/answer" | furnish >"$work/items" && shaped "$work/items" && mv "$work/items" "$work/answer" || exit 1; fi
            show "$work/answer"
        done 4<"$work/paths" ;;
    list) collect "$filled" -G "$@" && shaped "$work/items" && show "$work/items" ;;
    delete)
        if jq -e '. == {}' "$work/body" >"$work/all"; then request DELETE "$filled"; else send DELETE "$filled" "$work/body"; fi
        show "$work/answer" ;;
    pull) branch=${filled:-$(branch)} && fill 'repos/{repo}' && pull "$filled" "$branch" "$(is --all && echo last-pull || echo pull)" ;;
    view | merge | checkout | checks | download | fork) "$command" "$filled" ;;
    close) turn "$filled" closed ;;
    reopen) turn "$filled" open ;;
    upload) [ $# -gt 0 ] || fail 2 'upload needs a file' && cat -- "$@" >/dev/null && attach "$filled" "$@" ;;
    watch)
        while state=$(ask "$filled" 'if .status == "completed" then .conclusion elif .status then "" else error("no such run") end') || exit; [ -z "$state" ]; do sleep 3; done
        printf '%s\n' "$state" && if is --exit-status; then [ "$state" = success ]; fi ;;
    logs)
        if is --failed; then narrow '.conclusion == "failure"'; else narrow '.status == "completed"'; fi
        collect "$filled/jobs" && jq '.[].id' "$work/items" >"$work/jobs"
        while read -r job <&4; do request GET "$(repository "$filled")/actions/jobs/$job/logs" && show "$work/answer"; done 4<"$work/jobs" ;;
    patch)
        # Labels have a request of their own, also those of a pull request.
        jq '{labels} | select(.labels)' "$work/body" >"$work/labels" && jq 'del(.labels) | select(. != {})' "$work/body" >"$work/rest"
        [ ! -s "$work/labels" ] || send PUT "$(thread "$filled")/labels" "$work/labels"
        if [ -s "$work/rest" ]; then send PATCH "$filled" "$work/rest"; else request GET "$filled"; fi && show "$work/answer" ;;
    put) how=PUT
        # A variable is made otherwise than it is changed.
        case $filled in repos/*/*/actions/variables/* | orgs/*/actions/variables/* | user/actions/variables/*) (request GET "$filled") 2>/dev/null || how=POST ;; esac
        send "$how" "$filled" "$work/body" && show "$work/answer" ;;
    post)
        case $filled in
            repos/*/*/pulls)
                preset base ask "$(repository "$filled")" .default_branch
                if is --fill || jq -e 'has("title") | not' "$work/body" >"$work/all"; then describe; fi
                preset head pushed
                # A draft is a pull request whose title says so.
                jq 'if .draft then .title = "WIP: " + .title else . end | del(.draft)' "$work/body" >"$work/next" && mv "$work/next" "$work/body" ;;
            repos/*/*/*/*/labels) ;;
            # The server would make a second one.
            repos/*/*/labels) if ids labels "$(jq -c '[.name]' "$work/body")" >"$work/all" 2>&1; then fail 1 'the label already exists'; fi ;;
            */dispatches) preset ref ask "$(repository "$filled")" .default_branch ;;
        esac
        [ $# -gt 0 ] || { send POST "$filled" "$work/body" && show "$work/answer" && exit; }
        draft=$(jq '{draft: (.draft // false)}' "$work/body") && cat -- "$@" >/dev/null && member draft := true || exit 1
        send POST "$filled" "$work/body" && filled=$filled/$(jq .id "$work/answer") && printf '%s\n' "$draft" >"$work/draft"
        (attach "$filled" "$@") || { request DELETE "$filled" && exit 1; }
        send PATCH "$filled" "$work/draft" && show "$work/answer" ;;
esac
