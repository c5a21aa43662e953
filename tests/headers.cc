// Nothing but what tests/CMakeLists.txt has parsed once for all tests.
