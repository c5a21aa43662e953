# The layer check must find every planted violation of this folder, and nothing else.
# Usage: cmake -P tests/layers/check.cmake
execute_process(
  COMMAND ${CMAKE_COMMAND} -DROOT=${CMAKE_CURRENT_LIST_DIR} -P ${CMAKE_CURRENT_LIST_DIR}/../layers.cmake
  RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE said)
string(REGEX REPLACE "\nCMake Error at.*" "\n" said "${said}")
file(READ ${CMAKE_CURRENT_LIST_DIR}/expected.txt expected)
if(status EQUAL 0 OR NOT said STREQUAL expected)
  message(FATAL_ERROR "exit ${status}; expected:\n${expected}\nfound:\n${said}")
endif()
