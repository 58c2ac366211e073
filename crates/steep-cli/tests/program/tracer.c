/* Runs a program and stops it before one of the system calls with which it changes files.
 *
 *   tracer REPORT NTH kill PROGRAM ARGUMENT...         kills it there, as `kill -9` does
 *   tracer REPORT NTH write FILE PROGRAM ARGUMENT...   changes FILE there, as another program might, and goes on
 *
 * REPORT gets the name of the call; it stays empty when there were fewer than NTH. Exits with the program's status, with
 * KILLED where it was killed, and with NOT_PERMITTED where nothing may be traced.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILLED = 100, NOT_PERMITTED = 101, FAILED = 102 };

/* The name of a call that changes files, or NULL. */
static const char *changing(const struct __ptrace_syscall_info *info)
{
	switch (info->entry.nr) {
	case SYS_openat:
		return info->entry.args[2] & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC) ? "open" : NULL;
	case SYS_write: case SYS_pwrite64: case SYS_writev: return "write";
	case SYS_fsync: case SYS_fdatasync: return "fsync";
	case SYS_ftruncate: return "truncate";
	case SYS_fchmod: case SYS_fchmodat: return "chmod";
	case SYS_fchown: case SYS_fchownat: return "chown";
	case SYS_fsetxattr: return "setxattr";
	case SYS_flock: return "flock";
	case SYS_mkdirat: return "mkdir";
	case SYS_linkat: return "link";
	case SYS_unlinkat: return "unlink";
#ifdef SYS_renameat
	case SYS_renameat:
#endif
	case SYS_renameat2: return "rename";
#ifdef SYS_open
	case SYS_open:
		return info->entry.args[1] & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC) ? "open" : NULL;
	case SYS_chmod: return "chmod";
	case SYS_chown: return "chown";
	case SYS_mkdir: return "mkdir";
	case SYS_link: return "link";
	case SYS_unlink: return "unlink";
	case SYS_rename: return "rename";
#endif
	default: return NULL;
	}
}

static void put(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	if (file < 0 || write(file, text, strlen(text)) < 0 || close(file) < 0)
		exit(FAILED);
}

int main(int count, char **words)
{
	if (count < 5)
		return FAILED;
	const char *report = words[1];
	long nth = atol(words[2]);
	const char *file = strcmp(words[3], "write") == 0 ? words[4] : NULL;
	char **program = words + (file ? 5 : 4);
	put(report, "");
	pid_t child = fork();
	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, 0, 0) < 0)
			_exit(NOT_PERMITTED);
		raise(SIGSTOP);
		execv(program[0], program);
		_exit(FAILED);
	}
	int status;
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return FAILED;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACECLONE | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
		PTRACE_O_EXITKILL;
	if (ptrace(PTRACE_SETOPTIONS, child, 0, options) < 0 || ptrace(PTRACE_SYSCALL, child, 0, 0) < 0)
		return NOT_PERMITTED;
	for (;;) {
		pid_t thread = waitpid(-1, &status, __WALL);
		if (thread < 0)
			return FAILED;
		if (WIFEXITED(status) || WIFSIGNALED(status)) {
			if (thread != child)
				continue;
			return WIFEXITED(status) ? WEXITSTATUS(status) : KILLED;
		}
		int signal = WSTOPSIG(status);
		if (signal == (SIGTRAP | 0x80)) {
			struct __ptrace_syscall_info info;
			if (ptrace(PTRACE_GET_SYSCALL_INFO, thread, sizeof info, &info) < 0)
				return NOT_PERMITTED;
			const char *name = info.op == PTRACE_SYSCALL_INFO_ENTRY ? changing(&info) : NULL;
			if (name && --nth == 0) {
				put(report, name);
				if (file)
					put(file, "my work\n");
				else
					kill(child, SIGKILL);
			}
			signal = 0;
		} else if (signal == SIGTRAP || signal == SIGSTOP) {
			signal = 0;
		}
		/* A thread that is gone by now is waited for like the others. */
		if (ptrace(PTRACE_SYSCALL, thread, 0, signal) < 0 && errno != ESRCH)
			return FAILED;
	}
}
