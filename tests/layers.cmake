# Proves the floors of the house: reads every #include of lib/ and cli/ and complains about each that goes up, goes
# sideways, names an outside library away from its door, or shows one in a public header (docs/design.md), and about two types of one
# name.
# Usage: cmake -DROOT=<source tree> -P tests/layers.cmake
cmake_minimum_required(VERSION 3.25)

# Room and floor. "base" are the files of lib/attune itself: error.h, hash.h, version.h.
set(floor_base 1)
set(floor_text 2)
set(floor_sampling 2)
set(floor_codebook 3)
set(floor_formats 4)
set(floor_coding 4)
set(floor_measures 5)
set(floor_agreement 5)
set(floor_learning 5)
set(floor_io 5)
set(floor_report 6)
set(floor_cli 7)

# What an include in <> begins with, and the rooms that may say so. The first that fits counts.
set(doors
  "unicode/=text"                      # ICU
  "re2/=coding"
  "libstemmer.h=coding"
  "toml++/=codebook"
  "nlohmann/=formats report"
  "pugixml.hpp=formats"
  "zip.h=formats"
  "SQLiteCpp/=io"
  "sqlite3.h=io"
  "sodium.h=base io"
  "boost/math/=agreement"
  "boost/random/=sampling"
  "boost/program_options=cli"
  "linear.h=learning"
  # Files, terminals and clocks: a library that gives the same answer twice has no use for them.
  "fstream=io cli"
  "iostream=cli"
  "filesystem=io cli"
  "chrono=io cli"
  "ctime=io cli"
  "time.h=io cli"
  "random=io"  # the jitter of the busy handler; draws that show in results come from sampling/
  "unistd.h=io cli"
  "fcntl.h=io cli"
  "dirent.h=io cli"
  "signal.h=io cli"
  "sys/=io cli")

set(complaints "")
macro(complain text)
  list(APPEND complaints "${file}: ${text}")
endmacro()

# The public headers are those listed in lib/CMakeLists.txt, between "FILE_SET HEADERS" and the next ")".
set(public_headers "")
if(EXISTS ${ROOT}/lib/CMakeLists.txt)
  file(READ ${ROOT}/lib/CMakeLists.txt listing)
  if(listing MATCHES "FILE_SET HEADERS([^)]*)\\)")
    string(REGEX MATCHALL "attune/[a-z0-9_/]+\\.h" public_headers "${CMAKE_MATCH_1}")
  endif()
endif()

file(GLOB_RECURSE files RELATIVE ${ROOT} ${ROOT}/lib/*.h ${ROOT}/lib/*.cc ${ROOT}/cli/*.h ${ROOT}/cli/*.cc)
list(SORT files)

# The room of a path as an include writes it ("attune/text/span.h", "cli/command.h"), in `result`.
macro(find_room path)
  if("${path}" MATCHES "^attune/([a-z_]+)/")
    set(result ${CMAKE_MATCH_1})
  elseif("${path}" MATCHES "^attune/[a-z_]+\\.(h|cc)$")
    set(result base)
  elseif("${path}" MATCHES "^cli/")
    set(result cli)
  else()
    set(result "")
  endif()
endmacro()

foreach(file ${files})
  string(REGEX REPLACE "^lib/" "" path ${file})
  find_room(${path})
  set(room "${result}")
  if(room STREQUAL "" OR NOT DEFINED floor_${room})
    complain("is in no room of the house")
    continue()
  endif()
  set(is_public FALSE)
  if(path IN_LIST public_headers)
    set(is_public TRUE)
  endif()

  # Two types of one name link into one program without a word, and each is used for the other.
  if(file MATCHES "\\.h$")
    file(STRINGS ${ROOT}/${file} types REGEX "^(struct|class|enum class) [A-Za-z0-9_]+[^;]*{")
    foreach(type ${types})
      string(REGEX REPLACE "^(struct|enum class|class) ([A-Za-z0-9_]+).*" "\\2" name "${type}")
      if(DEFINED home_of_${name})
        complain("has a type ${name} as ${home_of_${name}} has")
      endif()
      set(home_of_${name} ${file})
    endforeach()
  endif()

  file(STRINGS ${ROOT}/${file} lines REGEX "^[ \t]*#[ \t]*include")
  foreach(line ${lines})
    if(line MATCHES "include[ \t]*\"([^\"]+)\"")
      set(target ${CMAKE_MATCH_1})
      find_room(${target})
      if(result STREQUAL "" OR NOT DEFINED floor_${result})
        complain("includes \"${target}\", which names no room (write \"attune/ROOM/FILE.h\" or \"cli/FILE.h\")")
      elseif(floor_${result} GREATER floor_${room})
        complain("includes \"${target}\", which is up: ${room} (floor ${floor_${room}}) to ${result} (floor ${floor_${result}})")
      elseif(floor_${result} EQUAL floor_${room} AND NOT result STREQUAL room)
        complain("includes \"${target}\", which is sideways: ${room} to ${result} (floor ${floor_${room}})")
      elseif(is_public AND NOT target IN_LIST public_headers)
        complain("is a public header and includes \"${target}\", which is private")
      endif()
    elseif(line MATCHES "include[ \t]*<([^>]+)>")
      set(target ${CMAKE_MATCH_1})
      set(rooms "")
      set(is_library FALSE)
      foreach(door ${doors})
        string(REGEX MATCH "^([^=]*)=(.*)$" ignored "${door}")
        set(start "${CMAKE_MATCH_1}")
        set(behind "${CMAKE_MATCH_2}")
        string(FIND "${target}" "${start}" position)
        # "time.h" is a whole name; "unicode/" and "boost/program_options" are beginnings.
        if(position EQUAL 0 AND (start MATCHES "/" OR start STREQUAL target))
          string(REPLACE " " ";" rooms "${behind}")
          break()
        endif()
      endforeach()
      if(target MATCHES "[/.]")
        set(is_library TRUE)
      endif()
      if(target MATCHES "^fmt/")
        if(file MATCHES "\\.h$")
          complain("is a header and includes <${target}> (fmt stays in .cc files)")
        endif()
      elseif(rooms)
        if(NOT room IN_LIST rooms)
          string(REPLACE ";" ", " allowed "${rooms}")
          complain("includes <${target}>, whose door is ${allowed}")
        elseif(is_public AND is_library)
          complain("is a public header and includes <${target}>")
        endif()
      elseif(is_library)
        complain("includes <${target}>, an outside library without a door")
      endif()
    endif()
  endforeach()
endforeach()

foreach(header ${public_headers})
  if(NOT EXISTS ${ROOT}/lib/${header} AND NOT EXISTS ${ROOT}/lib/${header}.in)
    list(APPEND complaints "lib/CMakeLists.txt: lists ${header}, which does not exist")
  endif()
endforeach()

list(LENGTH files n_files)
if(n_files EQUAL 0)
  message(FATAL_ERROR "no sources below ${ROOT}/lib and ${ROOT}/cli")
endif()
if(complaints)
  list(JOIN complaints "\n" text)
  message("${text}")
  list(LENGTH complaints n_complaints)
  message(FATAL_ERROR "${n_complaints} includes do not keep to the floors of the house")
endif()
message(STATUS "${n_files} files keep to the floors of the house")
