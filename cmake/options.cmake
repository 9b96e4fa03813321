# What every target of the project is compiled with.

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

find_package(Threads REQUIRED)

add_library(chancery_options INTERFACE)
target_include_directories(chancery_options INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(chancery_options INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Wold-style-cast
  -Woverloaded-virtual -Wimplicit-fallthrough -Werror
  -fstack-protector-strong -fno-omit-frame-pointer)
target_link_libraries(chancery_options INTERFACE Threads::Threads)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports these inside libstdc++ when it inlines <string> and <regex> (GCC PR 105329, 105651).
  target_compile_options(chancery_options INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND NOT CHANCERY_SANITIZE)
  target_compile_options(chancery_options INTERFACE -D_FORTIFY_SOURCE=2 -D_GLIBCXX_ASSERTIONS)
  target_link_options(chancery_options INTERFACE -Wl,-z,relro,-z,now)
endif()
if(CHANCERY_SANITIZE)
  # Warnings are for the release and for ./dev lint to give, each with its own compiler.
  target_compile_options(chancery_options INTERFACE -w -fsanitize=${CHANCERY_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(chancery_options INTERFACE -fsanitize=${CHANCERY_SANITIZE})
  if(CHANCERY_SANITIZE MATCHES undefined)
    # That one check opens a pipe to look at an object, and takes none for a wrong type: some tests use
    # up all descriptors.
    target_compile_options(chancery_options INTERFACE -fno-sanitize=vptr)
  endif()
endif()
if(CHANCERY_FUZZ)
  # The libraries tell the fuzzer which of their branches an input took.
  target_compile_options(chancery_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# chancery_layer(NAME [dependencies…]): a static library of every .cpp below the calling folder,
# linked to the layers it may know and to nothing else of the project.
function(chancery_layer name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC chancery_options ${ARGN})
endfunction()
