# embed_migrations(FOLDER OUTPUT): turns FOLDER/NNNN_name.sql, numbered without a gap from 0001, into a
# source file that defines chancery::sql::known_migrations(). From 0004 on a file's first line says whether
# a program that knows all steps but this one serves with it: "-- compatible: yes" or "-- compatible: no".
function(embed_migrations folder output)
  file(GLOB files CONFIGURE_DEPENDS ${folder}/*)
  set(entries "")
  set(expected 0)
  foreach(file IN LISTS files)
    get_filename_component(file_name ${file} NAME)
    if(NOT file_name MATCHES "^([0-9][0-9][0-9][0-9])_([a-z0-9_]+)\\.sql$")
      message(FATAL_ERROR "${file}: a migration is named NNNN_name.sql, in lower case")
    endif()
    set(number ${CMAKE_MATCH_1})
    set(name ${CMAKE_MATCH_2})
    math(EXPR expected "${expected} + 1")
    string(REGEX REPLACE "^0+" "" version ${number})
    if(NOT version STREQUAL expected)
      message(FATAL_ERROR "${file}: migrations are numbered without a gap; ${expected} is missing")
    endif()
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    file(SHA256 ${file} checksum)
    file(READ ${file} script)
    set(compatible false)
    if(script MATCHES "^-- compatible: yes\n")
      set(compatible true)
    elseif(version GREATER 3 AND NOT script MATCHES "^-- compatible: no\n")
      message(FATAL_ERROR "${file}: begins with -- compatible: yes, or -- compatible: no")
    endif()
    string(APPEND entries
      "    {${version}, \"${name}\",\n     \"${checksum}\",\n     R\"sql(${script})sql\", ${compatible}},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"#include \"adapters/sql/migrations.hpp\"

namespace chancery::sql {

std::span<const Migration> known_migrations() {
  static constexpr Migration migrations[] = {
@entries@  };
  return migrations;
}

}  // namespace chancery::sql
")
endfunction()
