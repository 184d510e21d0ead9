import { mount } from '../../components/mount'
import { Options } from '../../components/Options'

mount(<Options />)
