// The weights, as a part of the program. Models/ner/export.py writes the file and the line with its digest: the build
// does not know that this file depends on it.
// weights: f5781131f72a6405dd6f995bc32b68b493537624265591085e3d78b482014421
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
