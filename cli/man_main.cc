// Prints the man page; the build runs it to make docs/attune.1.
#include <iostream>

#include "cli/man.h"

int main() { std::cout << attune::cli::man_page(); }
