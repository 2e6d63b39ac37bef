/*
 * Keeps float results alive. Where a library was loaded since a thread's last call, glibc's __tls_get_addr does more than look a
 * place up, and may change every vector register, as the calling convention allows. .NET 10's probe at the return of a method
 * (RhpGcProbeHijack) calls it while the method's result is still in xmm0 and xmm1, and saves only rax and rdx: now and then a
 * float became a NaN, and a good model was refused. The linker gives all calls of the function to this one (--wrap).
 */
    .text
    .globl __wrap___tls_get_addr
    .hidden __wrap___tls_get_addr
    .type __wrap___tls_get_addr, @function
__wrap___tls_get_addr:
    .cfi_startproc
    subq $40, %rsp
    .cfi_adjust_cfa_offset 40
    movups %xmm0, (%rsp)
    movups %xmm1, 16(%rsp)
    call __real___tls_get_addr@PLT
    movups (%rsp), %xmm0
    movups 16(%rsp), %xmm1
    addq $40, %rsp
    .cfi_adjust_cfa_offset -40
    ret
    .cfi_endproc
    .size __wrap___tls_get_addr, . - __wrap___tls_get_addr
    .section .note.GNU-stack, "", @progbits
