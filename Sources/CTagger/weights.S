// The weights, as a part of the program. Models/ner/export.py writes the file and the line with its digest: the build
// does not know that this file depends on it.
// weights: 2500f7074cc8b25f2586e7e91bfcbc16e3c8544956edda3c8f7363e4c584d6ba
#if defined(__APPLE__)
#define BEGIN _traceveil_ner_weights
#define END _traceveil_ner_weights_end
  .section __TEXT,__const
#else
#define BEGIN traceveil_ner_weights
#define END traceveil_ner_weights_end
  .section .rodata
#endif
  .globl BEGIN
  .globl END
  .balign 64
BEGIN:
  .incbin "ner.bin"
END:
  .byte 0
#if defined(__linux__) && defined(__ELF__)
  .section .note.GNU-stack,"",%progbits
#endif
