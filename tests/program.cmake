# Tests of the whole: the samples, the program as it is run, the house as it is built, the documents as they are read.

add_subdirectory(samples)

add_test(NAME "program: --help runs" COMMAND attune_program --help)

add_test(NAME "program: --version equals the project version" COMMAND attune_program --version)
set_tests_properties("program: --version equals the project version" PROPERTIES
  PASS_REGULAR_EXPRESSION "^attune ${PROJECT_VERSION}\n")

add_test(NAME "house: includes go down, outside libraries stay behind their doors"
  COMMAND ${CMAKE_COMMAND} -DROOT=${PROJECT_SOURCE_DIR} -P ${CMAKE_CURRENT_SOURCE_DIR}/layers.cmake)
add_test(NAME "house: the layer check finds planted violations"
  COMMAND ${CMAKE_COMMAND} -P ${CMAKE_CURRENT_SOURCE_DIR}/layers/check.cmake)

# Builds another project against the library, installed into a scratch folder with the flags of this build.
string(TOUPPER "${CMAKE_BUILD_TYPE}" build_type)
add_test(NAME "package: a consumer finds the installed library and codes with it"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/package/run ${PROJECT_BINARY_DIR} ${CMAKE_CURRENT_BINARY_DIR}/package
          "${CMAKE_CXX_COMPILER}" "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${build_type}}")

add_test(NAME "docs: every command shown prints what is shown"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/docs/run $<TARGET_FILE:attune_program>)
add_test(NAME "docs: a wrong output in a document is found"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/docs/run $<TARGET_FILE:attune_program> ${CMAKE_CURRENT_SOURCE_DIR}/docs/wrong.md)
set_tests_properties("docs: a wrong output in a document is found" PROPERTIES WILL_FAIL TRUE)
add_test(NAME "docs: every relative link leads to a file" COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/docs/links)
add_test(NAME "recipes: R and Python compute what compare prints, where they are here"
  COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/recipes/run $<TARGET_FILE:attune_program>)
set_tests_properties("recipes: R and Python compute what compare prints, where they are here" PROPERTIES SKIP_RETURN_CODE 77)

find_package(Python3 3.11 COMPONENTS Interpreter)
if(Python3_Interpreter_FOUND)
  add_test(NAME "validity: the measure counts right, and the shipped rules find what its sample shows"
    COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/validity/test_validity.py $<TARGET_FILE:attune_program>)
endif()
