/* SPDX-License-Identifier: MIT */
/* Made and run by the build: writes the seccomp program of src/cli/sandbox.c,
 * an instruction a line.
 *
 * libseccomp knows the numbers and the traps of each architecture, but to
 * load it and to let it compile takes longer than to filter a README: so it
 * works here, and the program installs what it made.
 *
 * Who is on the list says why. Whatever is not answers ENOSYS, as on a kernel
 * that does not have it, so that a libc newer than this list falls back. */
#include <errno.h>
#include <seccomp.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

/* `zero`: bits that must not be set in that argument; 0: none. */
static const struct {
    int number;
    unsigned argument;
    uint64_t zero;
} allowed[] = {
    /* what is open: the document, the answer, messages */
    {SCMP_SYS(read), 0, 0},
    {SCMP_SYS(write), 0, 0},
    {SCMP_SYS(poll), 0, 0},
    {SCMP_SYS(ppoll), 0, 0},
    {SCMP_SYS(close), 0, 0},
    /* a worker's socket is connected: it may not name another peer */
    {SCMP_SYS(recvfrom), 4, UINT64_MAX},
    {SCMP_SYS(sendto), 4, UINT64_MAX},
    /* malloc; no page that was data becomes code, nor code that is written */
    {SCMP_SYS(brk), 0, 0},
    {SCMP_SYS(mmap), 2, PROT_EXEC},
    {SCMP_SYS(mprotect), 2, PROT_EXEC},
    {SCMP_SYS(mremap), 0, 0},
    {SCMP_SYS(munmap), 0, 0},
    {SCMP_SYS(madvise), 0, 0},
    /* the files of a long document, which are open and have no name */
    {SCMP_SYS(fallocate), 0, 0},
    {SCMP_SYS(ftruncate), 0, 0},
    /* locks of libc and of pthread_once */
    {SCMP_SYS(futex), 0, 0},
    /* the seeds of hash tables */
    {SCMP_SYS(getrandom), 0, 0},
    /* time, where the vDSO has no clock */
    {SCMP_SYS(clock_gettime), 0, 0},
    /* signals, and the end */
    {SCMP_SYS(rt_sigprocmask), 0, 0},
    {SCMP_SYS(rt_sigreturn), 0, 0},
    {SCMP_SYS(restart_syscall), 0, 0},
    {SCMP_SYS(exit), 0, 0},
    {SCMP_SYS(exit_group), 0, 0},
};

static int
add_rules(scmp_filter_ctx filter)
{
    /* A tree instead of a chain: the kernel tries every number once when the
     * program is installed, and that is most of what it costs. */
    int answer = seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    for (size_t i = 0; answer == 0 && i < sizeof allowed / sizeof allowed[0];
         i++) {
        const struct scmp_arg_cmp condition = {
            allowed[i].argument, SCMP_CMP_MASKED_EQ, allowed[i].zero, 0};
        answer =
            seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, allowed[i].number,
                                   allowed[i].zero != 0 ? 1 : 0, &condition);
    }
    return answer;
}

static int
print_program(FILE *made)
{
    struct {
        uint16_t code;
        uint8_t if_true;
        uint8_t if_false;
        uint32_t value;
    } step;
    rewind(made);
    while (fread(&step, sizeof step, 1, made) == 1)
        printf("{0x%02x, %u, %u, 0x%08x},\n", (unsigned)step.code,
               (unsigned)step.if_true, (unsigned)step.if_false,
               (unsigned)step.value);
    return ferror(made) || fflush(stdout) != 0 ? -EIO : 0;
}

int
main(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    FILE *made = tmpfile();
    if (filter == NULL || made == NULL) {
        perror("syscalls");
        return 1;
    }
    int answer = add_rules(filter);
    if (answer == 0)
        answer = seccomp_export_bpf(filter, fileno(made));
    if (answer == 0)
        answer = print_program(made);
    if (answer != 0)
        fprintf(stderr, "syscalls: libseccomp answers %d\n", answer);
    seccomp_release(filter);
    return answer == 0 ? 0 : 1;
}
