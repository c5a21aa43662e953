// What a program that uses the library may look like.
#include <iostream>

#include <attune/text/unicode.h>
#include <attune/version.h>

int main() { std::cout << attune::folded("Été") << '\n'; }
